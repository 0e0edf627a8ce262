import { describe, expect, it } from "vitest";
import type { Facts } from "../../src/findings/facts.ts";
import { text } from "../../src/findings/values.ts";
import type { Report } from "../../src/model/report.ts";
import { buildReport } from "../../src/report/build.ts";
import { parsed } from "../support/definition.ts";
import {
  coverageRow,
  denial,
  facts,
  LOG,
  passthrough,
  scorecard,
  uncoveredRow,
  W47,
  weekly,
  weekStart,
} from "../support/facts.ts";
import { blocksOf, cells, said, sectionOf } from "../support/report.ts";
import { sampleWeek } from "../support/sample-week.ts";

const digest = (given: Facts, before: Facts | null = null): Report =>
  buildReport(parsed("digest"), given, before);

/** The facts of the week before, of which the log knows something. */
const BEFORE = facts({ scorecard: [scorecard({ since_ms: weekStart(-1) })] });

describe("the digest of the sample week", () => {
  const report = digest(sampleWeek(), BEFORE);

  it("names window, zone and what it is about", () => {
    expect(report).toMatchObject({
      id: "digest:digest:2026-11-16:Europe/Amsterdam",
      title: "weekly security digest",
      label: "2026-W47",
      window: { since: W47.since, until: W47.until, time_zone: "Europe/Amsterdam" },
      as_of: "2026-11-23T06:00:00.000Z",
    });
  });

  it("opens with a sentence to forward, its level and what there is to do", () => {
    expect(report.verdict?.level).toBe("red");
    expect(said(report.verdict?.sentence ?? [])).toBe(
      "A blocked secret was read another way; prompts rose from 88 the week before to 226.",
    );
    expect(report.verdict?.counts).toBe(
      "1 to fix, 3 to look at, 4 waiting. 1 alert open. Every log line was read.",
    );
  });

  it("has its sections in order", () => {
    expect(report.sections.map((section) => section.title)).toEqual([
      "Do this first",
      "The week",
      "By day",
      "Passthrough ratio",
      "What was decided",
      "Denied",
      "Ran, with a risk",
      "New this week",
      "What it learned",
      "No rule covered",
      "Most frequent",
      "Rules",
      "The model",
      "Sessions to look at",
      "Projects",
      "Alerts",
      "Coverage",
    ]);
  });

  it("says of each figure how it moved, and what is usual", () => {
    const [block] = blocksOf(sectionOf(report, "the-week"), "figures");
    const lines = block?.figures.map(({ label, value, last, change, median }) =>
      [label, said([value]), said([last]), change.sign, said([median])].join(" | "),
    );
    expect(lines).toEqual([
      "Calls | 1850 | 1702 | same | 1689",
      "Sessions | 41 | 40 | same | 38.5",
      "Prompts you saw | 226 | 88 | up | 89",
      "Prompts saved, estimated | 373 | 371 | same | 364",
      "Denied | 14 | 5 | unclear | 4",
      "Passthrough ratio | 16.0% | 3.9% | up | 3.9%",
      "Model latency, p95 | 2900ms | 2400ms | unclear | 2300ms",
      "Hook errors | 5 | 4 | unclear | 3.5",
    ]);
    expect(block?.figures[0]?.spark).toHaveLength(8);
  });

  it("shows every day, also the one without calls", () => {
    const [bars] = blocksOf(sectionOf(report, "by-day"), "bars");
    expect(bars?.rows.map((row) => row.bars.map((bar) => said([bar.value])).join(" "))).toEqual([
      "312 14",
      "341 18",
      "402 61",
      "438 72",
      "331 58",
      "26 3",
      "0 0",
    ]);
    expect(bars?.rows[3]?.bars[0]?.share).toBe(1);
  });

  it("adds up", () => {
    const decided = cells(sectionOf(report, "what-was-decided"));
    expect(decided.at(-1)).toEqual(["all", "1850", "100.0%", ""]);
    expect(decided[0]).toEqual(["allowed by your rules", "1214", "65.6%", "100.0%"]);
    expect(said(sectionOf(report, "denied")?.summary ?? [])).toBe("14 in 8 sessions");
    expect(cells(sectionOf(report, "no-rule-covered")).at(-1)).toEqual([
      ...["all", "214", "", "94.9%", "6"],
    ]);
  });

  it("states how it was counted, the anchor, and how to get it again", () => {
    const notes = blocksOf(sectionOf(report, "coverage"), "note");
    const said_ = Object.fromEntries(notes.map((note) => [note.term, said(note.text)]));
    expect(said_["Coverage"]).toBe(
      "5075 log lines, 0 unreadable. Of 240 calls a transcript told the end. Last canary 2026-11-22T22:45:00.000Z. 13 calls still open. Our own cost per call: p50 26ms, p95 34ms.",
    );
    expect(said_["How counted"]).toMatch(
      /^Passthrough ratio: 214 of 1337 calls, 11\.8% to 21\.4%, from 29 sessions .* 12 sessions in mode auto, 17 of 402 calls/,
    );
    expect(said_["Again"]).toBe(
      "claude-permit report digest --during 2026-W47 --tz Europe/Amsterdam --as-of 2026-11-23T06:00:00.000Z",
    );
    expect(said_["Anchor"]).toMatch(/^line 48211 {2}sha256 5f0c0+a91e$/);
  });
});

describe("the verdict", () => {
  const rows = { scorecard: [scorecard({})], coverage: [coverageRow()] };

  it("is green with nothing to do, every line read and something recorded", () => {
    const { verdict } = digest(facts(rows), BEFORE);
    expect(verdict?.level).toBe("green");
    expect(verdict?.counts).toBe("Every log line was read.");
    expect(said(verdict?.sentence ?? [])).toMatch(
      /^Nothing to do\. 100 calls, 0 prompts, nothing denied/,
    );
  });

  it("is red where a critical rule had to stop something", () => {
    const given = facts(
      { ...rows, denied: [denial({ rule_id: "aa" })] },
      { severities: new Map([["aa", "critical"]]) },
    );
    const { verdict } = digest(given, BEFORE);
    expect(verdict?.level).toBe("red");
    expect(verdict?.counts).toBe("1 to fix. Every log line was read.");
  });

  it("is amber and not complete where lines could not be read", () => {
    const log = { bad_lines: 2, files: 1, anchor: null, fallback: false, prompts_recorded: true };
    const { verdict } = digest(facts(rows, { log }), BEFORE);
    expect(verdict).toMatchObject({
      level: "amber",
      counts: "1 to look at. Coverage not complete.",
    });
  });

  it("has no level for a window without entries, and pretends no zero", () => {
    const report = digest(facts());
    expect(report.verdict).toMatchObject({ level: "none", counts: "" });
    expect(said(report.verdict?.sentence ?? [])).toBe(
      "No data for 2026-W47: the log holds no entry of this window.",
    );
    expect(report.sections.map((section) => section.id)).toEqual(["coverage"]);
  });

  const uncovered = (k: number, n: number, sessions: number) => ({
    ...rows,
    "passthrough-ratio": [passthrough({ k, n, sessions })],
    uncovered: [uncoveredRow({ calls: k })],
  });

  it("is not green where no rule covered what was called, however few calls that were", () => {
    for (const [k, n, sessions] of [
      [20, 20, 1],
      [3, 3, 3],
      [19, 19, 8],
      [12, 20, 3],
    ] as const) {
      const { verdict, sections } = digest(facts(uncovered(k, n, sessions)), BEFORE);
      expect(verdict?.level).toBe("none");
      expect(said(verdict?.sentence ?? [])).toMatch(`Nobody judged ${k} of ${n} calls: no rule`);
      expect(verdict?.counts).toBe("1 waiting. Every log line was read.");
      expect(sections.length).toBeGreaterThan(5);
    }
  });

  it("is green where most calls were covered, however few calls that were", () => {
    for (const [k, n, sessions] of [
      [5, 20, 1],
      [0, 3, 3],
      [38, 100, 12],
    ] as const) {
      expect(digest(facts(uncovered(k, n, sessions)), BEFORE).verdict?.level).toBe("green");
    }
  });

  it("has no level for a window of which the hook recorded nothing, only an import", () => {
    const { verdict } = digest(
      facts({ scorecard: [scorecard({ calls: 0, sessions: 0 })], coverage: [coverageRow()] }),
      BEFORE,
    );
    expect(verdict?.level).toBe("none");
    expect(said(verdict?.sentence ?? [])).toMatch(/^Nobody judged anything: .* was imported\.$/);
  });

  it("is amber where calls or payloads are known to be missing, and says which", () => {
    const of = (given: Partial<ReturnType<typeof coverageRow>>) =>
      digest(facts({ ...rows, coverage: [coverageRow(given)] }), BEFORE).verdict;
    expect(of({ missed_calls: 7, missed_sessions: 1 })).toMatchObject({
      level: "amber",
      counts: "Coverage not complete.",
    });
    expect(said(of({ missed_calls: 7 })?.sentence ?? [])).toMatch(
      /^7 calls never reached the hook;/,
    );
    expect(said(of({ unreadable_events: 1 })?.sentence ?? [])).toMatch(
      /^1 payload could not be read by the hook;/,
    );
  });

  it("does not say that there was no prompt where none was ever recorded", () => {
    const log = { ...LOG, prompts_recorded: false };
    const report = digest(facts(rows, { log }), BEFORE);
    expect(said(report.verdict?.sentence ?? [])).toMatch(/^Nothing to do\. 100 calls, nothing/);
    const [block] = blocksOf(sectionOf(report, "the-week"), "figures");
    expect(block?.figures.find(({ label }) => label === "Prompts you saw")?.value).toMatchObject({
      value: null,
    });
    expect(said(blocksOf(sectionOf(report, "coverage"), "note")[1]?.text ?? [])).toContain(
      "No prompt was ever recorded, so how many you saw is not known.",
    );
  });

  it("counts our own asks alone where Claude Code told of no prompt, in every row, and says so", () => {
    const log = { ...LOG, prompts_recorded: false };
    const seen = weekly([0, 3], (prompts_seen, since_ms) => scorecard({ since_ms, prompts_seen }));
    const report = digest(facts({ ...rows, scorecard: seen }, { log }), BEFORE);
    const [block] = blocksOf(sectionOf(report, "the-week"), "figures");
    expect(block?.figures.find(({ label }) => label === "Prompts you saw")).toMatchObject({
      ...{ value: { value: 3 }, last: { value: 0 } },
    });
    const days = blocksOf(sectionOf(report, "by-day"), "bars")[0]?.rows ?? [];
    expect(days.map(({ bars }) => said([bars[1]?.value ?? text("")]))).toEqual(Array(7).fill("0"));
    expect(said(blocksOf(sectionOf(report, "coverage"), "note")[1]?.text ?? [])).toContain(
      "Prompts you saw are those of our own rules and model alone",
    );
  });

  it("sends who finds nothing to what was logged since", () => {
    const log = {
      bad_lines: 0,
      files: 1,
      anchor: { line: 9, sha256: "f00d" },
      fallback: false,
      prompts_recorded: true,
    };
    const notes = blocksOf(sectionOf(digest(facts({}, { log })), "coverage"), "note");
    const newer = notes.find((note) => note.term === "Newer");
    expect(said(newer?.text ?? [])).toContain("claude-permit report digest --since 7d");
  });

  it("calls a first edition the baseline", () => {
    const report = digest(facts({ ...rows, denied: [denial({ rule_kind: "floor" })] }), facts());
    expect(said(report.verdict?.sentence ?? [])).toContain("a first edition, the baseline");
    const [list] = blocksOf(sectionOf(report, "do-this-first"), "list");
    expect(list?.items[0]?.tag).toBe("baseline");
    const notes = blocksOf(sectionOf(report, "the-week"), "note");
    expect(notes.map((note) => said(note.text)).join()).toMatch(
      /^Baseline only: it is the first week/,
    );
  });
});

describe("do this first", () => {
  const rows = { scorecard: [scorecard({})], coverage: [coverageRow()] };
  const denials = (criticals: number, floors: number) =>
    facts(
      {
        ...rows,
        denied: Array.from({ length: criticals + floors }, (_, index) =>
          denial({
            rule: `r${index}`,
            rule_id: `${index}`,
            rule_kind: index < criticals ? "deny" : "floor",
          }),
        ),
      },
      { severities: new Map(Array.from({ length: criticals }, (_, id) => [`${id}`, "critical"])) },
    );

  it("shows five, and names the others", () => {
    const section = sectionOf(digest(denials(1, 6), BEFORE), "do-this-first");
    expect(blocksOf(section, "list")[0]?.items).toHaveLength(5);
    expect(blocksOf(section, "note")[0]?.term).toBe("2 more");
    // As sentences: what stands in a title may be joined by anything else.
    expect(said(blocksOf(section, "note")[0]?.text ?? [])).toBe(
      "A built-in denial stopped 2 calls in 2 sessions: ‹r5›. A built-in denial stopped 2 calls in 2 sessions: ‹r6›.",
    );
  });

  it("never cuts a critical one", () => {
    const section = sectionOf(digest(denials(7, 2), BEFORE), "do-this-first");
    expect(blocksOf(section, "list")[0]?.items).toHaveLength(7);
  });

  it("says once what no longer stands", () => {
    const before = facts({ ...BEFORE.rows, denied: [denial({ rule_kind: "floor" })] });
    const section = sectionOf(digest(facts({ ...rows }), before), "do-this-first");
    expect(blocksOf(section, "note")[0]?.term).toMatch(/^Resolved since 2026-W4/);
  });
});

describe("a quiet week", () => {
  const quiet = facts({
    scorecard: weekly([1_695, 1_690, 1_700, 1_604, 112], (calls, since_ms) =>
      scorecard({ since_ms, calls, calls_sq: calls * 10 }),
    ),
    "passthrough-ratio": [passthrough({ n: 21, k: 1 })],
    coverage: [coverageRow()],
  });

  it("gets the short edition: verdict, four figures, coverage", () => {
    const report = digest(quiet, BEFORE);
    expect(report.verdict?.level).toBe("green");
    expect(said(report.verdict?.sentence ?? [])).toMatch(
      /^Nothing to do\. A quiet week: 112 calls, 0 prompts, nothing denied; calls fell from 1604/,
    );
    expect(report.sections.map((section) => section.id)).toEqual(["the-week-in-brief", "coverage"]);
    const [block] = blocksOf(sectionOf(report, "the-week-in-brief"), "figures");
    expect(block?.figures.map((figure) => figure.label)).toEqual([
      "Calls",
      "Prompts you saw",
      "Denied",
      "Passthrough ratio",
    ]);
    expect(block?.figures[3]?.change).toMatchObject({ sign: "none", n: 21 });
  });

  it("says when the next one comes, where a job makes it", () => {
    const words = (nextAt: string | null) =>
      blocksOf(sectionOf(digest({ ...quiet, nextAt }, BEFORE), "the-week-in-brief"), "note").map(
        (note) => said(note.text),
      );
    expect(words("2026-11-30T06:00:00.000Z")).toContain("Next digest 2026-11-30T06:00:00.000Z.");
    expect(words(null).join()).not.toContain("Next digest");
  });

  it("says what counts as quiet", () => {
    const notes = blocksOf(sectionOf(digest(quiet, BEFORE), "coverage"), "note");
    expect(notes.map((note) => said(note.text)).join()).toContain("fewer than 424 calls");
  });

  it("with something to do gets the whole digest", () => {
    const given = { ...quiet, rows: { ...quiet.rows, denied: [denial({ rule_kind: "floor" })] } };
    expect(digest(given, BEFORE).sections.length).toBeGreaterThan(5);
  });
});

describe("figures", () => {
  it("have no data before the first entry, and zero in an empty week after it", () => {
    const given = facts({
      scorecard: [scorecard({ since_ms: weekStart(-3), calls: 7 }), scorecard({ calls: 9 })],
      coverage: [coverageRow()],
      denied: [denial({ rule_kind: "floor" })],
    });
    const [block] = blocksOf(sectionOf(digest(given, BEFORE), "the-week"), "figures");
    expect(block?.figures[0]?.spark).toEqual([null, null, null, null, 7, 0, 0, 9]);
    expect(said([block?.figures[0]?.median ?? { kind: "text", text: "" }])).toBe("0");
  });

  it("say that a window is not over, and know nothing of days to come", () => {
    const given = sampleWeek({ asOf: "2026-11-18T12:00:00.000Z" });
    const report = digest(given, BEFORE);
    const notes = blocksOf(sectionOf(report, "the-week"), "note");
    expect(notes.map((note) => said(note.text)).join()).toMatch(/Not over yet/);
    const [bars] = blocksOf(sectionOf(report, "by-day"), "bars");
    expect(
      bars?.rows.map((row) => said([row.bars[0]?.value ?? { kind: "text", text: "" }])),
    ).toEqual(["312", "341", "402", "–", "–", "–", "–"]);
  });
});

describe("a week in which the clocks change", () => {
  it("has seven days and its own label", () => {
    const window = {
      since: "2026-10-18T22:00:00.000Z",
      until: "2026-10-25T23:00:00.000Z",
      timeZone: "Europe/Amsterdam",
    };
    const report = digest(
      facts(
        {
          scorecard: [scorecard({ since_ms: Date.parse(window.since), calls: 400 })],
          coverage: [coverageRow()],
          "activity-by-day": [{ day: "2026-10-25", calls: 400, prompts_seen: 0 }],
        },
        { window, asOf: "2026-10-26T06:00:00.000Z" },
      ),
    );
    expect(report.label).toBe("2026-W43");
    const [bars] = blocksOf(sectionOf(report, "by-day"), "bars");
    expect(bars?.rows).toHaveLength(7);
    expect(bars?.rows.at(-1)?.bars[0]?.value).toEqual({ kind: "count", value: 400 });
  });
});
