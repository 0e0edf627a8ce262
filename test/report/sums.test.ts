import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MetricRows } from "../../src/findings/facts.ts";
import type { MetricRow } from "../../src/metrics/index.ts";
import type { Report } from "../../src/model/report.ts";
import { buildReport } from "../../src/report/build.ts";
import { total } from "../../src/report/table.ts";
import { parsed } from "../support/definition.ts";
import { coverageRow, facts, passthrough, scorecard, weekStart } from "../support/facts.ts";
import { blocksOf, cells, sectionOf } from "../support/report.ts";

const DECIDED = [
  { class: "allow_rule", tier: "allow", decision: "allow" },
  { class: "allow_auto", tier: "auto", decision: "allow" },
  { class: "llm_green", tier: "llm", decision: "allow" },
  { class: "ask_rule", tier: "ask", decision: "ask" },
  { class: "llm_yellow", tier: "llm", decision: "ask" },
  { class: "floor", tier: "floor", decision: "deny" },
  { class: "deny_rule", tier: "deny", decision: "deny" },
  { class: "llm_red", tier: "llm", decision: "deny" },
  { class: "passthrough", tier: "passthrough", decision: "passthrough" },
  { class: "error_passthrough", tier: "llm", decision: "error_passthrough" },
  { class: "other", tier: "none", decision: "none" },
] as const;

interface FakeCall {
  readonly kind: (typeof DECIDED)[number];
  readonly day: number;
  readonly session: number;
  readonly fingerprint: number;
  readonly refused: boolean;
}

const fakeCall: fc.Arbitrary<FakeCall> = fc.record({
  kind: fc.constantFrom(...DECIDED),
  day: fc.integer({ min: 0, max: 6 }),
  session: fc.integer({ min: 0, max: 5 }),
  fingerprint: fc.integer({ min: 0, max: 20 }),
  refused: fc.boolean(),
});

describe("the figures of any digest hang together", () => {
  const week = fc.array(fakeCall, { minLength: 50, maxLength: 200 });

  it("calls are the same by decision, by day, by session and in the scorecard", () => {
    fc.assert(
      fc.property(week, (calls) => {
        const report = digest(calls);
        const days = blocksOf(sectionOf(report, "by-day"), "bars")[0]?.rows ?? [];
        const perDay = days.map(({ bars }) =>
          bars[0]?.value.kind === "count" ? bars[0].value.value : 0,
        );
        expect(figureOf(report, "Calls")).toBe(calls.length);
        expect(total(perDay.map((value) => value ?? 0))).toBe(calls.length);
        const decided = cells(sectionOf(report, "what-was-decided")).map((row) => Number(row[1]));
        expect(decided.at(-1)).toBe(calls.length);
        expect(total(decided.slice(0, -1))).toBe(calls.length);
      }),
      { numRuns: 50 },
    );
  });

  it("denials are the same by rule, by decision and in the scorecard", () => {
    fc.assert(
      fc.property(week, (calls) => {
        const report = digest(calls);
        const byRule = cells(sectionOf(report, "denied")).map((row) => Number(row[1]));
        const byClass = cells(sectionOf(report, "what-was-decided"))
          .filter(([words]) => words?.startsWith("denied"))
          .map((row) => Number(row[1]));
        expect(total(byRule)).toBe(figureOf(report, "Denied"));
        expect(total(byClass)).toBe(figureOf(report, "Denied"));
      }),
      { numRuns: 50 },
    );
  });

  it("a cut table says how many rows it left out, and its total counts them", () => {
    fc.assert(
      fc.property(week, (calls) => {
        const section = sectionOf(digest(calls), "no-rule-covered");
        const [table] = blocksOf(section, "table");
        const left = uncovered(calls);
        expect((table?.rows.length ?? 0) + (table?.more?.count ?? 0)).toBe(left.length);
        const all = calls.filter((call) => call.kind.class === "passthrough").length;
        expect(cells(section).at(-1)?.[1]).toBe(String(all));
      }),
      { numRuns: 50 },
    );
  });
});

function figureOf(report: Report, label: string): number | null | undefined {
  const [block] = blocksOf(sectionOf(report, "the-week"), "figures");
  const value = block?.figures.find((figure) => figure.label === label)?.value;
  return value?.kind === "count" ? value.value : undefined;
}

function digest(calls: readonly FakeCall[]): Report {
  return buildReport(parsed("digest"), facts(rowsOfCalls(calls)), null);
}

/** What the metrics say of these calls, all of them in this week. */
function rowsOfCalls(calls: readonly FakeCall[]): Partial<MetricRows> {
  const denied = calls.filter((call) => call.kind.decision === "deny");
  const k = calls.filter((call) => call.kind.class === "passthrough").length;
  return {
    scorecard: [
      scorecard({
        calls: calls.length,
        sessions: distinct(calls, (call) => call.session),
        denied: denied.length,
      }),
    ],
    "passthrough-ratio": [passthrough({ n: calls.length, k })],
    classes: groups(calls, (call) => call.kind.class).map(([first, all]) => ({
      ...first.kind,
      since_ms: weekStart(0),
      calls: all.length,
    })),
    "activity-by-day": groups(calls, (call) => call.day).map(([first, all]) => ({
      day: `2026-11-${16 + first.day}`,
      calls: all.length,
      prompts_seen: 0,
    })),
    denied: groups(denied, (call) => call.kind.class).map(([first, all]) => denialRow(first, all)),
    uncovered: uncovered(calls),
    coverage: [coverageRow({ entries: calls.length })],
  };
}

function denialRow(first: FakeCall, all: readonly FakeCall[]): MetricRow<"denied"> {
  return {
    rule: first.kind.class,
    rule_id: first.kind.class,
    rule_kind: first.kind.tier === "llm" ? "llm" : first.kind.tier === "floor" ? "floor" : "deny",
    calls: all.length,
    sessions: distinct(all, (call) => call.session),
    last_ms: weekStart(0),
    example: "rm",
  };
}

function uncovered(calls: readonly FakeCall[]): MetricRow<"uncovered">[] {
  const open = calls.filter((call) => call.kind.class === "passthrough");
  return groups(open, (call) => call.fingerprint).map(([first, all]) => ({
    fingerprint: `Bash: tool${first.fingerprint}`,
    calls: all.length,
    sessions: distinct(all, (call) => call.session),
    ok: all.filter((call) => !call.refused).length,
    failed: 0,
    refused: all.filter((call) => call.refused).length,
  }));
}

function groups<Key>(
  calls: readonly FakeCall[],
  key: (call: FakeCall) => Key,
): [FakeCall, FakeCall[]][] {
  const found = new Map<Key, [FakeCall, FakeCall[]]>();
  for (const call of calls) {
    const group = found.get(key(call)) ?? [call, []];
    group[1].push(call);
    found.set(key(call), group);
  }
  return [...found.values()];
}

function distinct<Key>(calls: readonly FakeCall[], key: (call: FakeCall) => Key): number {
  return new Set(calls.map(key)).size;
}
