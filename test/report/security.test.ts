import { describe, expect, it } from "vitest";
import type { AlertEpisode } from "../../src/findings/alert-facts.ts";
import { buildReport } from "../../src/report/build.ts";
import { SECTIONS } from "../../src/report/sections/index.ts";
import { parsed } from "../support/definition.ts";
import { denial, facts, scorecard, weekStart } from "../support/facts.ts";
import { blocksOf, cells, material, said, sectionOf } from "../support/report.ts";
import { sampleWeek } from "../support/sample-week.ts";

const sample = sampleWeek();

describe("what was denied", () => {
  const inWeek = (week: number, rule_id: string, calls = 1) => ({
    ...{ since_ms: weekStart(week), rule: "no-rm-rf", rule_id, rule_kind: "deny", calls },
  });

  it("stands beside the window before, and is new where none of the eight had it", () => {
    const given = facts({
      denied: [denial({ rule_id: "aa", calls: 3 }), denial({ rule_id: "bb" })],
      "denials-by-rule": [inWeek(0, "aa", 3), inWeek(-1, "aa", 7), inWeek(0, "bb")],
    });
    const section = SECTIONS.denied.make(material(given));
    expect(cells(section).map((row) => row[2])).toEqual(["7", "new"]);
    const first = SECTIONS.denied.make(material(given, { last: null }));
    expect(cells(first)[0]).toHaveLength(5);
  });

  it("is never cut where it is critical or RED", () => {
    const rows = Array.from({ length: 14 }, (_, index) => denial({ rule_id: `r${index}` }));
    const denied = [...rows, denial({ rule_kind: "llm", rule_id: "" })];
    const severities = new Map([["r12", "critical" as const]]);
    const section = SECTIONS.denied.make(material(facts({ denied }, { severities })));
    expect(cells(section)).toHaveLength(12);
    expect(section.blocks[0]).toMatchObject({ more: { count: 3 } });
    const whole = SECTIONS.denied.make(material(facts({ denied }), { report: "security" }));
    expect(cells(whole)).toHaveLength(15);
  });

  it("names what was reached anyway, and what was kept from being learned", () => {
    const given = { ...sample, unjudgedPairs: 7 };
    const notes = blocksOf(SECTIONS.denied.make(material(given)), "note");
    expect(notes.map((one) => `${one.term}: ${said(one.text)}`)).toEqual([
      "reached: another way  2026-11-19T13:12:48.000Z  ‹cat .env.production›, then " +
        "‹docker compose --env-file .env.production config›  session ‹00008›",
      "not judged: 7 pairs of a denial and a later call: too many in one window",
      "not learned: 1 rule: in the way ‹no-docker-exec›",
    ]);
  });
});

describe("what is new", () => {
  it("stands by kind: servers and hosts before programs", () => {
    const section = SECTIONS["new-this-week"].make(material(sample));
    expect(section?.title).toBe("New this week");
    expect(said(section?.summary ?? [])).toBe("not seen in the 30 days before");
    expect(cells(section).map((row) => row.slice(0, 3).join(" "))).toEqual([
      "MCP server ‹playwright› 118",
      "host ‹esm.sh› 9",
      "program ‹terraform› 7",
    ]);
  });

  it("is told against the days that the log knows", () => {
    const given = facts({
      "first-seen": sample.rows["first-seen"] ?? [],
      scorecard: [scorecard({ since_ms: weekStart(-2) }), scorecard({})],
    });
    const section = SECTIONS["new-this-week"].make(material(given));
    expect(said(section?.summary ?? [])).toBe("not seen in the 14 days before");
  });

  it("is silent in a first edition, and where nothing is known of the days before", () => {
    expect(SECTIONS["new-this-week"].make(material(sample, { last: null }))).toBeNull();
    const unknown = (sample.rows["first-seen"] ?? []).map((row) => ({ ...row, known: false }));
    const given = facts({ "first-seen": unknown });
    expect(SECTIONS["new-this-week"].make(material(given))).toBeNull();
  });
});

describe("the baseline edition", () => {
  const report = buildReport(parsed("digest"), sample, null);

  it("says that it is the baseline alone, and calls nothing new", () => {
    const notes = blocksOf(sectionOf(report, "the-week"), "note");
    expect(said(notes[0]?.text ?? [])).toMatch(/^Baseline only: /);
    expect(sectionOf(report, "new-this-week")).toBeUndefined();
    const [list] = blocksOf(sectionOf(report, "do-this-first"), "list");
    expect(new Set(list?.items.map((item) => item.tag))).toEqual(new Set(["baseline"]));
    expect(cells(sectionOf(report, "denied"))[0]).toHaveLength(5);
    const why = cells(sectionOf(report, "sessions")).map((row) => row[4]);
    expect(why.join()).not.toContain("new");
  });
});

describe("sessions to look at", () => {
  it("stand by evasions, then RED, risky allows and denials, with the reason in words", () => {
    const section = SECTIONS.sessions.make(material(sample));
    expect(cells(section).map((row) => row.at(-1))).toEqual([
      "3 denied, 1 reached anyway, 3 new",
      "1 RED, 1 denied",
      "1 RED, 1 denied",
      "2 denied, 1 risky allow",
      "2 denied",
    ]);
    expect(section.blocks[0]).toMatchObject({ more: { count: 3 } });
    expect(said(blocksOf(section, "note")[0]?.text ?? [])).toBe(
      "claude-permit report session 00008c1e",
    );
  });

  it("are none where nothing happened", () => {
    const [first] = sample.rows.sessions ?? [];
    if (first === undefined) throw new Error("the sample has sessions");
    const calm = { ...first, denied: 0, red: 0, risky: 0 };
    const section = SECTIONS.sessions.make(material(facts({ sessions: [calm] })));
    expect(section.blocks[0]).toMatchObject({ rows: [], empty: "No session stands out." });
  });
});

describe("the projects", () => {
  it("add up, with all others in one row", () => {
    const rows = Array.from({ length: 7 }, (_, index) => ({
      ...{ project: `p${index}`, calls: 10, sessions: 2, denied: 1, prompts_seen: 2, k: 1, n: 4 },
    }));
    const shown = cells(SECTIONS.projects.make(material(facts({ projects: rows }))));
    expect(shown.at(-2)).toEqual(["2 others", "20", "", "2", "4", "25.0%", "2 of 8"]);
    expect(shown.at(-1)).toEqual(["all", "70", "", "7", "14", "25.0%", "7 of 28"]);
    expect(shown).toHaveLength(7);
  });

  it("have the ratio of the sample", () => {
    const shown = cells(SECTIONS.projects.make(material(sample)));
    expect(shown[1]).toEqual([...["‹web-client›", "704", "15", "4", "142", "31.1%", "165 of 531"]]);
    expect(shown.at(-1)).toEqual(["all", "1850", "", "14", "226", "16.0%", "214 of 1,337"]);
  });
});

describe("the alerts of a window", () => {
  const episode = (parts: Partial<AlertEpisode>): AlertEpisode => ({
    ...{ alert: "passthrough_ratio", project: null, severity: "warn", stale: false, peak: 0.4 },
    ...{ since: "2026-11-18T11:00:00Z", until: null, unit: "ratio" },
    ...parts,
  });

  it("are those that fired in it, with how long, and whether anybody was told", () => {
    const episodes = [
      episode({ since: "2026-11-01T11:00:00Z", until: "2026-11-02T11:00:00Z" }),
      episode({ since: "2026-11-12T11:00:00Z", until: "2026-11-17T11:00:00Z", project: "shop" }),
      episode({}),
      episode({ since: "2026-11-24T11:00:00Z" }),
    ];
    const given = facts(
      {},
      { alerts: { episodes, told: ["2026-11-18T11:01:00.000Z"], judgedAt: [], keptBack: [] } },
    );
    const section = SECTIONS.alerts.make(material(given));
    expect(said(section.summary)).toBe("1 open");
    expect(cells(section)).toEqual([
      [
        ...["‹passthrough_ratio shop›", "resolved", "2026-11-12T11:00:00.000Z"],
        ...["432000000ms", "40.0%"],
      ],
      [
        ...["passthrough_ratio", "firing", "2026-11-18T11:00:00.000Z"],
        ...[`${Date.parse(given.asOf) - Date.parse("2026-11-18T11:00:00Z")}ms`, "40.0%"],
      ],
    ]);
    const [told] = blocksOf(section, "note");
    expect(said(told?.text ?? [])).toBe("1 message sent; 1 change was told to no channel");
  });

  it("are none where none fired", () => {
    const judgedAt = ["2026-11-18T12:00:00.000Z"];
    // In the week, in the week, and in the one before.
    const kept = facts(
      {},
      {
        alerts: {
          ...{ episodes: [], told: [], judgedAt },
          keptBack: [
            { at: "2026-11-18T12:00:00.000Z", reason: "over_budget" },
            { at: "2026-11-19T12:00:00.000Z", reason: "silenced" },
            { at: "2026-11-11T12:00:00.000Z", reason: "flapping" },
          ],
        },
      },
    );
    const notes = blocksOf(SECTIONS.alerts.make(material(kept)), "note");
    expect(notes.map((note) => `${note.term}: ${said(note.text)}`)).toEqual([
      "kept back: 2 notices: 1 silenced, 1 over the hourly budget.",
    ]);
    const given = facts({}, { alerts: { episodes: [], told: [], judgedAt, keptBack: [] } });
    expect(SECTIONS.alerts.make(material(given)).blocks).toMatchObject([
      { kind: "table", rows: [], empty: "No alert fired." },
    ]);
  });

  it("are not said to be none where nobody looked", () => {
    expect(SECTIONS.alerts.make(material(facts())).blocks).toMatchObject([
      { kind: "table", rows: [], empty: "None was judged in this window." },
    ]);
  });
});

describe("the coverage", () => {
  it("says when the hook was last tried, and what the transcripts have and it has not", () => {
    const row = { ...(sample.rows.coverage?.[0] ?? raise()), missed_calls: 3, missed_sessions: 2 };
    const section = SECTIONS.coverage.make(material(facts({ coverage: [row] })));
    expect(said(blocksOf(section, "note")[0]?.text ?? [])).toContain(
      "3 calls of 2 sessions in the transcripts, since the install, never reached the hook. Last canary 2026-11-22T22:45:00.000Z.",
    );
  });
});

function raise(): never {
  throw new Error("the sample has coverage");
}
