import { describe, expect, it } from "vitest";
import type { Facts } from "../../src/findings/facts.ts";
import { type Window, windowDays, windowSeries } from "../../src/model/window.ts";
import { buildReport } from "../../src/report/build.ts";
import { parsed } from "../support/definition.ts";
import { coverageRow, facts, passthrough, scorecard, W47, weekStart } from "../support/facts.ts";
import { blocksOf, cells, said, sectionOf } from "../support/report.ts";

const trends = (given: Facts) => buildReport(parsed("trends"), given, null);

/** Eight weeks up to W47, or the days of one week, with calls in W45 and W47. */
function trendFacts(windows: readonly Window[], rows: Facts["rows"] = {}): Facts {
  const since = windows[0]?.since ?? W47.since;
  return facts(
    {
      scorecard: [
        scorecard({ since_ms: weekStart(-2), calls: 40, prompts_seen: 8 }),
        scorecard({ calls: 60, prompts_seen: 20, prompts_seen_sq: 20 }),
      ],
      "passthrough-ratio": [
        passthrough({ since_ms: weekStart(-2), n: 40, k: 4 }),
        passthrough({ n: 60, k: 12 }),
      ],
      classes: [
        {
          since_ms: weekStart(-2),
          tier: "allow",
          decision: "allow",
          class: "allow_rule",
          calls: 36,
        },
        {
          since_ms: weekStart(-2),
          tier: "passthrough",
          decision: "passthrough",
          class: "passthrough",
          calls: 4,
        },
        { since_ms: weekStart(0), tier: "floor", decision: "deny", class: "floor", calls: 1 },
        { since_ms: weekStart(0), tier: "llm", decision: "allow", class: "llm_green", calls: 59 },
      ],
      coverage: [coverageRow()],
      ...rows,
    },
    { windows, window: { ...W47, since } },
  );
}

describe("trends by week", () => {
  const report = trends(trendFacts(windowSeries(W47, 8)));

  it("lead with the sentence: the last week against the one before", () => {
    const [note] = blocksOf(sectionOf(report, "in-short"), "note");
    expect(said(note?.text ?? [])).toBe(
      "You saw 20 prompts in 2026-W47, 0 the week before: up 20. Of these weeks 2026-W45 is the first with an entry.",
    );
    expect(report.verdict).toBeNull();
  });

  it("say how to make them again", () => {
    const notes = blocksOf(sectionOf(report, "coverage"), "note");
    const again = notes.find((note) => note.term === "Again");
    expect(said(again?.text ?? [])).toMatch(/^claude-permit report trends --by week --since /);
  });

  it("show an empty week as zero, and add up", () => {
    expect(cells(sectionOf(report, "decisions"))).toEqual([
      ["2026-W40", "0", "0", "0", "0", "0"],
      ["2026-W41", "0", "0", "0", "0", "0"],
      ["2026-W42", "0", "0", "0", "0", "0"],
      ["2026-W43", "0", "0", "0", "0", "0"],
      ["2026-W44", "0", "0", "0", "0", "0"],
      ["2026-W45", "36", "0", "0", "4", "40"],
      ["2026-W46", "0", "0", "0", "0", "0"],
      ["2026-W47", "59", "0", "1", "0", "60"],
      ["all", "95", "0", "1", "4", "100"],
    ]);
    expect(cells(sectionOf(report, "tiers")).at(-1)).toEqual(["all", "36", "0", "59", "4", "1"]);
  });

  it("show prompts as bars", () => {
    const [bars] = blocksOf(sectionOf(report, "prompts"), "bars");
    const last = bars?.rows.at(-1);
    expect(last?.bars.map((bar) => said([bar.value]))).toEqual(["60", "20"]);
    expect(bars?.rows[5]?.bars[1]?.share).toBe(0.4);
    expect(bars?.rows[0]?.bars.map((bar) => said([bar.value]))).toEqual(["0", "0"]);
  });

  it("draw who decided as parts of one bar, which add up to it", () => {
    const [bars] = blocksOf(sectionOf(report, "tiers"), "bars");
    expect(bars?.parts).toEqual(["your rules", "learned", "the model", "nobody", "built-in"]);
    expect(bars?.rows[5]?.parts).toEqual([36 / 60, 0, 0, 4 / 60, 0]);
    expect(bars?.rows[7]?.parts).toEqual([0, 0, 59 / 60, 0, 1 / 60]);
    for (const row of bars?.rows ?? []) {
      const sum = (row.parts ?? []).reduce((whole, part) => whole + part, 0);
      expect(sum).toBeCloseTo(row.bars[0]?.share ?? -1);
    }
  });

  it("mark the rules that came in a week, and tell no number before the record begins", () => {
    const change = { kind: "added", ruleKind: "allow", isLearned: true } as const;
    const inForce = {
      rules: [],
      changes: [
        { ...change, at: "2026-11-04T10:00:00.000Z" },
        { ...change, at: "2026-11-17T10:00:00.000Z" },
        { ...change, at: "2026-11-18T10:00:00.000Z" },
        { ...change, kind: "removed" as const, at: "2026-11-18T10:00:00.000Z" },
      ],
      onRecordSince: "2026-11-04T10:00:00.000Z",
    };
    const section = sectionOf(trends({ ...trendFacts(windowSeries(W47, 8)), inForce }), "prompts");
    const [bars] = blocksOf(section, "bars");
    expect(bars?.series).toEqual(["calls", "prompts you saw", "rules added"]);
    expect(bars?.rows.slice(-4).map((row) => said([row.bars[2]?.value ?? row.label]))).toEqual([
      ...["–", "1", "0", "2"],
    ]);
    const [note] = blocksOf(section, "note");
    expect(said(note?.text ?? [])).toContain("those that were there before count as added");
  });

  it("draw a dashed rule where an MCP server appeared", () => {
    const server = {
      ...{ kind: "mcp_server" as const, name: "playwright", label: "playwright" },
      ...{ calls: 118, sessions: 6 },
      ...{ projects: 1, first_ms: Date.parse("2026-11-18T11:00:00Z"), project: "web-client" },
      ...{ session_id: "s", known: true },
    };
    const given = trendFacts(windowSeries(W47, 8), { "first-seen": [server] });
    const [bars] = blocksOf(sectionOf(trends(given), "prompts"), "bars");
    expect(bars?.backdrop?.moments).toMatchObject([{ at: 7.357, label: { text: "playwright" } }]);
  });

  it("draw the ratio with its interval, and nothing where there was no call", () => {
    const [line] = blocksOf(sectionOf(report, "passthrough-ratio"), "line");
    expect(line?.points[6]).toEqual({ label: "2026-W46", value: null, low: null, high: null });
    const last = line?.points[7];
    expect(last?.value).toBe(0.2);
    expect(last?.low).toBeLessThan(0.2);
    expect(last?.high).toBeGreaterThan(0.2);
    expect(line?.title).toBe("Share of calls that no rule covered, highest in 2026-W47");
  });
});

describe("trends by day", () => {
  it("has a row for each local day", () => {
    const report = trends(trendFacts(windowDays(W47)));
    expect(sectionOf(report, "decisions")?.title).toBe("Decisions by day");
    expect(cells(sectionOf(report, "decisions")).map(([label]) => label)).toEqual([
      "2026-11-16",
      "2026-11-17",
      "2026-11-18",
      "2026-11-19",
      "2026-11-20",
      "2026-11-21",
      "2026-11-22",
      "all",
    ]);
  });
});

describe("trends of an empty log", () => {
  it("say that there is no data", () => {
    const report = trends(facts({}, { windows: windowSeries(W47, 8) }));
    const [note] = blocksOf(sectionOf(report, "in-short"), "note");
    expect(said(note?.text ?? [])).toBe("No data: the log holds no entry up to 2026-W47.");
  });
});
