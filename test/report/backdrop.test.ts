import { describe, expect, it } from "vitest";
import type { AlertEpisode } from "../../src/findings/alert-facts.ts";
import type { Facts } from "../../src/findings/facts.ts";
import type { StandingChange } from "../../src/findings/rule-facts.ts";
import type { MetricRow } from "../../src/metrics/index.ts";
import { windowDays, windowSeries } from "../../src/model/window.ts";
import { backdropOf, ruleMoments, serverMoments } from "../../src/report/backdrop.ts";
import { SECTIONS } from "../../src/report/sections/index.ts";
import { facts, standing, W47 } from "../support/facts.ts";
import { blocksOf, material, said } from "../support/report.ts";

const DAYS = windowDays(W47);

const episode = (parts: Partial<AlertEpisode>): AlertEpisode => ({
  ...{ alert: "passthrough_ratio", project: null, severity: "warn", stale: false, peak: 0.4 },
  ...{ since: "2026-11-19T11:00:00.000Z", until: null, unit: "ratio" },
  ...parts,
});

const spansOf = (episodes: AlertEpisode[], asOf = "2026-11-23T06:00:00.000Z") =>
  backdropOf(DAYS, { usual: null, episodes, moments: [] }, asOf).backdrop?.spans ?? [];

describe("the time in which an alert fired", () => {
  it("stands at its place among the days, from its hour to its hour", () => {
    const [span] = spansOf([episode({ until: "2026-11-20T23:00:00.000Z" })]);
    expect(span).toMatchObject({ from: 3.5, to: 5 });
    expect(said(span?.title ?? [])).toBe(
      "‹passthrough_ratio› fired from 2026-11-19T11:00:00.000Z, for 129600000ms",
    );
  });

  it("ends with the chart where it began before it or goes on after it", () => {
    expect(spansOf([episode({ since: "2026-11-01T00:00:00.000Z" })])).toMatchObject([
      { from: 0, to: 7 },
    ]);
  });

  it("goes so far as the report knows where it fires still", () => {
    expect(spansOf([episode({})], "2026-11-20T11:00:00.000Z")).toMatchObject([
      { from: 3.5, to: 4.5 },
    ]);
  });

  it("is none for an alert of something that happened and was over", () => {
    expect(spansOf([episode({ alert: "red_event", isEvent: true })])).toEqual([]);
  });
});

describe("what appeared", () => {
  const seen = (parts: Partial<MetricRow<"first-seen">>): MetricRow<"first-seen"> => ({
    ...{ kind: "mcp_server", name: "playwright", label: "playwright", calls: 118, sessions: 6 },
    ...{ projects: 1, first_ms: Date.parse("2026-11-18T11:00:00Z"), project: "web-client" },
    ...{ session_id: "s", known: true },
    ...parts,
  });
  const rule = (at: string): StandingChange => ({
    ...{ at, kind: "added", ruleKind: "allow", isLearned: false },
  });

  it("is told of MCP servers, with the moment and the project", () => {
    const moments = serverMoments(
      facts({ "first-seen": [seen({}), seen({ kind: "host", label: "esm.sh" })] }),
      DAYS,
    );
    expect(moments).toMatchObject([{ at: 2.5, label: { text: "playwright" } }]);
    expect(said(moments[0]?.title ?? [])).toContain("‹playwright› appeared 2026-11-18T11:00:00");
  });

  it("is told of none where it is not known what was there before", () => {
    expect(serverMoments(facts({ "first-seen": [seen({ known: false })] }), DAYS)).toEqual([]);
  });

  it("is told in a trend whose log begins in it, but for the first week of that log", () => {
    const weeks = windowSeries(W47, 3);
    const rows = [
      seen({ known: false }),
      seen({ known: false, label: "linear", first_ms: Date.parse("2026-11-10T11:00:00Z") }),
    ];
    const moments = serverMoments(facts({ "first-seen": rows }), weeks, weeks[1]?.since);
    expect(moments).toMatchObject([{ at: 2.357, label: { text: "playwright" } }]);
    // Among weeks the day is told, not the hour.
    expect(moments[0]?.title).toContainEqual({
      ...{ kind: "time", at: "2026-11-18T11:00:00.000Z", style: "day" },
    });
  });

  it("is told of rules by name, several of one day together, and not of the first record", () => {
    const given: Partial<Facts> = {
      inForce: {
        onRecordSince: "2026-11-16T08:00:00.000Z",
        changes: [
          rule("2026-11-16T08:00:00.000Z"),
          rule("2026-11-17T11:00:00.000Z"),
          rule("2026-11-19T11:00:00.000Z"),
          rule("2026-11-19T12:00:00.000Z"),
          { ...rule("2026-11-20T12:00:00.000Z"), kind: "removed" },
        ],
        rules: [standing({ name: "npm-lint", since: "2026-11-17T11:00:00.000Z" })],
      },
    };
    const moments = ruleMoments(facts({}, given), DAYS);
    expect(moments.map(({ at, title }) => [at, said(title).replace(/ came .*/, "")])).toEqual([
      [1.5, "allow rule ‹npm-lint›"],
      [3.5, "2 rules"],
    ]);
  });
});

describe("what is usual on a day", () => {
  /** Calls of one Monday in each of the weeks before, the week before last first. */
  const mondays = (...calls: number[]): Facts => {
    const given = facts();
    const weeks = given.windows.slice(-1 - calls.length, -1);
    const rows = weeks.map(({ since }, index) => ({ since, calls: calls[index] ?? 0 }));
    const day = (since: string) =>
      new Date(Date.parse(since) + 6 * 3_600_000).toISOString().slice(0, 10);
    return facts({
      scorecard: rows.map(({ since }) => scorecard(Date.parse(since))),
      "calls-by-day": rows.map(({ since, calls: count }) => ({
        ...{ since_ms: Date.parse(since), day: day(since), calls: count },
      })),
    });
  };
  const usualIn = (given: Facts) => {
    const [bars] = blocksOf(SECTIONS["by-day"].make(material(given)), "bars");
    return bars?.backdrop?.usual ?? null;
  };

  it("are the fewest and the most calls of that weekday in the four weeks before", () => {
    const usual = usualIn(mondays(900, 301, 318, 296, 321));
    expect(usual?.title).toBe("calls on that weekday in the 4 weeks before");
    expect(usual?.ranges).toEqual([
      { low: 296, high: 321 },
      ...Array.from({ length: 6 }, () => ({ low: 0, high: 0 })),
    ]);
  });

  it("is told from three weeks on", () => {
    expect(usualIn(mondays(318, 296, 321))?.ranges[0]).toEqual({ low: 296, high: 321 });
    expect(usualIn(mondays(296, 321))).toBeNull();
  });
});

function scorecard(since_ms: number): MetricRow<"scorecard"> {
  return {
    ...{ since_ms, calls: 10, calls_sq: 10, sessions: 1, prompts_seen: 0, prompts_seen_sq: 0 },
    ...{ prompts_saved: 0, prompts_saved_sq: 0, denied: 0, denied_sq: 0 },
    ...{ hook_errors: 0, hook_errors_sq: 0, subagent_calls: 0 },
  };
}
