import { wilson } from "../../model/statistics.ts";
import type { Window } from "../../model/window.ts";
import type { KindContext, Need } from "../kind.ts";
import type { Moment } from "../moment.ts";
import { type Mark, markOf, type Reading, readingOf } from "../reading.ts";

const HOUR_MS = 60 * 60_000;
/** Failures in a row are looked for this far back. */
const ROW_HOURS = 6;
const Z = 1.96;

export function modelFailingNeeds(moment: Moment): Need[] {
  return [hoursBefore(moment, 1), hoursBefore(moment, ROW_HOURS)].map((window) => ({
    metric: "model-failures",
    window,
  }));
}

/** Failures in the last hour by their share, or the last ones in a row; answers in a row end it. */
export function modelFailingReadings(context: KindContext<"llm_failing">): Reading[] {
  const { moment, figures, settings } = context;
  const hour = figures.rows("model-failures", hoursBefore(moment, 1))[0];
  const last = figures.rows("model-failures", hoursBefore(moment, ROW_HOURS))[0];
  const asked = hour?.asked ?? 0;
  const k = hour?.errors ?? 0;
  const share = asked === 0 ? null : k / asked;
  const interval = asked === 0 ? null : wilson(k / asked, asked, Z);
  const isEnough = asked >= settings.min_calls;
  const row = last?.failed_in_a_row ?? 0;
  const fires =
    (isEnough && (interval?.low ?? 0) > settings.fire_above) || row >= settings.in_a_row;
  const clears =
    (isEnough && (share ?? 1) < settings.clear_below) ||
    (last?.answered_in_a_row ?? 0) >= settings.clear_in_a_row;
  const mark: Mark = last === undefined ? "unknown" : markOf(fires && !isOver(), clears);
  const detail = row === 0 ? "" : `${row} failures in a row, the last: ${last?.last_error ?? ""}`;
  return [
    readingOf(mark, {
      severity: "critical",
      evidence: {
        k,
        n: asked,
        sessions: hour?.sessions ?? 0,
        ratio: share,
        low: interval?.low ?? null,
        high: interval?.high ?? null,
        mark: settings.fire_above,
        detail,
      },
    }),
  ];

  /** The hour was bad, and its end is not any more. */
  function isOver(): boolean {
    return (last?.answered_in_a_row ?? 0) >= settings.clear_in_a_row;
  }
}

export function modelLatencyNeeds(moment: Moment): Need[] {
  return moment.days().map((window) => ({ metric: "model-latency-steps", window }));
}

/**
 * Answers of 24 hours that took longer than all but one in twenty of the four weeks before: the
 * share of them against what it should be, and how long the slowest take now. Times are told in
 * steps of a twentieth.
 */
export function modelLatencyReadings(context: KindContext<"llm_latency">): Reading[] {
  const { moment, figures, settings } = context;
  const days = moment.days().map((window) => figures.rows("model-latency-steps", window));
  const now = days.at(-1) ?? [];
  const before = days.slice(0, -1).flat();
  const n = total(now);
  const usual = p95Of(before);
  if (n < settings.min_calls || total(before) < settings.min_baseline_calls || usual === null) {
    return [readingOf("unknown", { evidence: { n, unit: "ms" } })];
  }
  const slowest = p95Of(now) ?? 0;
  const slow = total(now.filter(({ upto_ms }) => upto_ms > usual));
  const { low, high } = wilson(slow / n, n, Z);
  const limit = Math.max(settings.at_least_ms, settings.times * usual);
  const mark = markOf(slowest > limit && low > settings.fire_share, low < settings.clear_share);
  const share = { k: slow, n, ratio: slow / n, low, high };
  const detail = `95 in 100 took at most ${Math.round(usual)} ms in the four weeks before`;
  const value = { unit: "ms" as const, value: slowest, mark: limit, detail };
  return [readingOf(mark, { evidence: { ...share, ...value } })];
}

interface Step {
  readonly upto_ms: number;
  readonly calls: number;
}

function total(steps: readonly Step[]): number {
  return steps.reduce((sum, { calls }) => sum + calls, 0);
}

/** The step that 95 in 100 calls do not exceed. */
function p95Of(steps: readonly Step[]): number | null {
  const counts = new Map<number, number>();
  for (const { upto_ms, calls } of steps) counts.set(upto_ms, (counts.get(upto_ms) ?? 0) + calls);
  let left = total(steps) * 0.95;
  for (const [upto, calls] of [...counts].sort(([a], [b]) => a - b)) {
    left -= calls;
    if (left <= 1e-9) return upto;
  }
  return null;
}

function hoursBefore({ slot, timeZone }: Moment, hours: number): Window {
  const since = new Date(Date.parse(slot) - hours * HOUR_MS).toISOString();
  return { since, until: slot, timeZone };
}
