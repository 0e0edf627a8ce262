import type { MetricRow } from "../metrics/index.ts";
import type { PassthroughAlert } from "../model/config.ts";
import type { AlertEvidence } from "../model/history.ts";
import { addRatioSums, designEffect, ratioInterval, ratioOf } from "../model/statistics.ts";

type Row = MetricRow<"passthrough-ratio">;

/**
 * How the figures stand to one condition: above its mark, below its lower mark, between the two,
 * or not to be told.
 */
export type Mark = "breach" | "clear" | "between" | "unknown";

/** One project (null: all together) in one evaluation. */
export interface Reading {
  readonly project: string | null;
  /** Whether there are calls, sessions and days enough to judge at all. */
  readonly enough: boolean;
  readonly absolute: Mark;
  readonly relative: Mark;
  readonly severity: "warn" | "critical";
  readonly evidence: AlertEvidence;
}

/** The rows of one project: the week that is judged, and the weeks of its baseline. */
export interface Sample {
  readonly project: string | null;
  /** Undefined where the project had no call that counts. */
  readonly week: Row | undefined;
  /** Without the weeks in which the alert fired. */
  readonly baseline: readonly Row[];
}

/**
 * Judges a week. Absolute: the interval's lower end lies above `fire_above`. Relative: it lies
 * above the upper end of the baseline's interval, and the ratio rose by `rise` at least. The
 * marks to clear are lower, so that a ratio at the edge does not flap.
 */
export function readSample(sample: Sample, settings: PassthroughAlert): Reading {
  const { week } = sample;
  const base = baselineOf(sample, settings);
  const evidence = evidenceOf(week, sample, base);
  const { ratio, low } = evidence;
  const enough =
    week !== undefined &&
    week.n >= settings.min_calls &&
    week.sessions >= settings.min_sessions &&
    week.active_days >= settings.min_active_days;
  const unknown = { project: sample.project, enough: false, evidence, severity: "warn" } as const;
  if (!enough || ratio === null || low === null) {
    return { ...unknown, absolute: "unknown", relative: "unknown" };
  }
  return {
    project: sample.project,
    enough: true,
    absolute: markOf(low > settings.fire_above, ratio < settings.clear_below),
    relative: base === null ? "unknown" : relativeMark({ ratio, low }, base, settings),
    severity: low > settings.critical_above ? "critical" : "warn",
    evidence,
  };
}

function relativeMark(
  now: { ratio: number; low: number },
  base: NonNullable<AlertEvidence["base"]>,
  settings: PassthroughAlert,
): Mark {
  const rise = now.ratio - base.ratio;
  return markOf(now.low > base.high && rise >= settings.rise, rise < settings.clear_rise);
}

function markOf(breach: boolean, clear: boolean): Mark {
  if (breach) return "breach";
  return clear ? "clear" : "between";
}

function baselineOf({ week, baseline }: Sample, settings: PassthroughAlert): AlertEvidence["base"] {
  const sums = addRatioSums(baseline);
  const ratio = ratioOf(sums);
  const own = week === undefined ? null : designEffect(week);
  const interval = ratioInterval(sums, own ?? 1);
  if (ratio === null || interval === null || sums.n < settings.min_calls) return null;
  return { k: sums.k, n: sums.n, ratio, ...interval };
}

function evidenceOf(
  week: Row | undefined,
  { baseline }: Sample,
  base: AlertEvidence["base"],
): AlertEvidence {
  if (week === undefined) {
    const none = { ratio: null, low: null, high: null, base };
    return { k: 0, n: 0, sessions: 0, active_days: 0, ...none };
  }
  // At k = 0 or k = n the sample cannot tell its own design effect: the baseline's is taken.
  const interval = ratioInterval(week, designEffect(addRatioSums(baseline)) ?? 1);
  return {
    k: week.k,
    n: week.n,
    sessions: week.sessions,
    active_days: week.active_days,
    ratio: ratioOf(week),
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    base,
  };
}
