import type { MetricRow } from "../metrics/index.ts";
import type { PassthroughAlert } from "../model/alert-settings.ts";
import type { AlertEvidence } from "../model/history.ts";
import { addRatioSums, ratioInterval, ratioOf, sessionCorrelation } from "../model/statistics.ts";
import { type Mark, markOf, NO_EVIDENCE, type Reading } from "./reading.ts";

type Row = MetricRow<"passthrough-ratio">;

/** The rows of one project: the week that is judged, its last day, the weeks of its baseline. */
export interface Sample {
  readonly project: string | null;
  /** Undefined where the project had no call that counts. */
  readonly week: Row | undefined;
  readonly day?: Row | undefined;
  /** Without the weeks in which the alert fired. */
  readonly baseline: readonly Row[];
}

/**
 * Judges a week. Absolute: the interval's lower end lies above `fire_above`. Relative: its
 * interval of 99 % lies above that of the baseline, and the ratio rose by `rise` at least. Fast: the
 * lower end of the last 24 hours alone lies above `fast_fire_above`. The marks to clear are lower,
 * so that a ratio at the edge does not flap.
 */
export function readSample(sample: Sample, settings: PassthroughAlert): Reading {
  const { week, project } = sample;
  const base = baselineOf(sample, settings);
  const evidence = evidenceOf(week, sample, base);
  const { ratio, low } = evidence;
  const enough =
    week !== undefined &&
    week.n >= settings.min_calls &&
    week.sessions >= settings.min_sessions &&
    week.active_days >= settings.min_active_days;
  const named = { project, label: "", causes: [] };
  const day = dayOf(sample, settings);
  if (!enough || ratio === null || low === null) {
    return {
      ...named,
      enough: day.mark !== "unknown",
      marks: { absolute: "unknown", relative: "unknown", fast: day.mark },
      severity: day.low > settings.critical_above ? "critical" : "warn",
      evidence: day.mark === "breach" ? day.evidence : evidence,
    };
  }
  const absolute = markOf(low > settings.fire_above, ratio < settings.clear_below);
  const relative = base === null ? "unknown" : relativeMark(sample, base, settings);
  const isFastAlone = day.mark === "breach" && absolute !== "breach" && relative !== "breach";
  return {
    ...named,
    enough: true,
    marks: {
      absolute,
      relative,
      // A day with too few calls says nothing: then the week does.
      fast: day.mark === "unknown" && absolute !== "breach" ? absolute : day.mark,
    },
    severity: Math.max(low, day.low) > settings.critical_above ? "critical" : "warn",
    evidence: isFastAlone ? { ...day.evidence, base } : evidence,
  };
}

interface Day {
  readonly mark: Mark;
  readonly low: number;
  readonly evidence: AlertEvidence;
}

function dayOf(sample: Sample, settings: PassthroughAlert): Day {
  const { day } = sample;
  const enough =
    day !== undefined &&
    day.n >= settings.fast_min_calls &&
    day.sessions >= settings.fast_min_sessions;
  const evidence = evidenceOf(day, sample, null, settings.fast_min_sessions);
  const { ratio, low } = evidence;
  if (!enough || ratio === null || low === null) return { mark: "unknown", low: 0, evidence };
  const { fast_fire_above: fire, fast_clear_below: clear } = settings;
  return {
    mark: markOf(low > fire, ratio < clear),
    low: low > fire ? low : 0,
    evidence: { ...evidence, mark: fire, detail: "in the last 24 hours" },
  };
}

/** The interval of 99 %: what is compared all the time, and twice uncertain, errs more often. */
const SURE = { widen: 1.314 };

function relativeMark(
  { week, baseline }: Sample,
  base: NonNullable<AlertEvidence["base"]>,
  settings: PassthroughAlert,
): Mark {
  const sums = addRatioSums(baseline);
  if (week === undefined) return "unknown";
  const now = ratioInterval(week, sessionCorrelation(sums), SURE);
  const then = ratioInterval(sums, sessionCorrelation(week), SURE);
  if (now === null || then === null) return "unknown";
  const rise = week.k / week.n - base.ratio;
  return markOf(now.low > then.high && rise >= settings.rise, rise < settings.clear_rise);
}

function baselineOf({ week, baseline }: Sample, settings: PassthroughAlert): AlertEvidence["base"] {
  const sums = addRatioSums(baseline);
  const ratio = ratioOf(sums);
  const interval = ratioInterval(sums, week && sessionCorrelation(week));
  if (ratio === null || interval === null || sums.n < settings.min_calls) return null;
  return { k: sums.k, n: sums.n, ratio, ...interval };
}

function evidenceOf(
  row: Row | undefined,
  { baseline }: Sample,
  base: AlertEvidence["base"],
  minSessions = 5,
): AlertEvidence {
  if (row === undefined) return { ...NO_EVIDENCE, base };
  // Where the sample tells little of how alike its calls are, the baseline does.
  const usual = sessionCorrelation(addRatioSums(baseline));
  const interval = ratioInterval(row, usual, { minSessions });
  return {
    ...NO_EVIDENCE,
    k: row.k,
    n: row.n,
    sessions: row.sessions,
    active_days: row.active_days,
    ratio: ratioOf(row),
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    base,
  };
}
