import {
  countChange,
  enoughRatio,
  latencyChange,
  MIN_LATENCY_ANSWERS,
  ratioChange,
} from "../findings/change.ts";
import {
  byWindow,
  type Facts,
  promptsSeen,
  ratioSeries,
  rowsOf,
  scorecardSeries,
} from "../findings/facts.ts";
import { count, duration, ratio } from "../findings/values.ts";
import type { MetricName, MetricRow } from "../metrics/index.ts";
import type { Change, Figure, Value } from "../model/report.ts";
import { type CountSums, median } from "../model/statistics.ts";

/** One figure over the series of windows, oldest first. Null: no data, never zero. */
export interface Track {
  readonly label: string;
  readonly values: readonly (number | null)[];
  /** The last window against the one before. */
  readonly change: Change;
}

export const SCORECARD_NEEDS = [
  "scorecard",
  "passthrough-ratio",
  "model-latency",
] as const satisfies readonly MetricName[];

type Row = MetricRow<"scorecard">;

const COUNTS = {
  calls: { label: "Calls", column: "calls", of: (row: Row) => sums(row.calls, row.calls_sq) },
  // A session counts once in its own session: its square is itself.
  sessions: {
    label: "Sessions",
    column: "sessions",
    of: (row: Row) => sums(row.sessions, row.sessions),
  },
  prompts: {
    label: "Prompts you saw",
    column: "prompts_seen",
    of: (row: Row) => sums(row.prompts_seen, row.prompts_seen_sq),
  },
  saved: {
    label: "Prompts saved, estimated",
    column: "prompts_saved",
    of: (row: Row) => sums(row.prompts_saved, row.prompts_saved_sq),
  },
  denied: { label: "Denied", column: "denied", of: (row: Row) => sums(row.denied, row.denied_sq) },
  errors: {
    label: "Hook errors",
    column: "hook_errors",
    of: (row: Row) => sums(row.hook_errors, row.hook_errors_sq),
  },
} as const;

export type CountName = keyof typeof COUNTS;

/** The file, and its column, behind each label of the scorecard. */
export function figureSources(): ReadonlyMap<string, string> {
  const card = "src/metrics/scorecard.sql";
  const counts = Object.values(COUNTS).map(({ label, column }): [string, string] => {
    return [label, `${card}, ${column}`];
  });
  return new Map([
    ...counts,
    [RATIO_LABEL, "src/metrics/passthrough-ratio.sql, k and n"],
    [LATENCY_LABEL, "src/metrics/model-latency.sql, p95_ms"],
  ]);
}

const RATIO_LABEL = "Passthrough ratio";
const LATENCY_LABEL = "Model latency, p95";

/**
 * A count over the series: null before the first entry of the log, zero in an empty window. Prompts
 * are null where none was ever recorded.
 */
export function countTrack(facts: Facts, name: CountName): Track {
  const { label, of } = COUNTS[name];
  const rows = scorecardSeries(facts);
  const first = rows.findIndex((row) => row !== undefined);
  const series = rows.map((row, index) => {
    if (row === undefined && (first === -1 || index < first)) return null;
    const counted = row === undefined ? sums(0, 0) : of(row);
    return name === "prompts" && promptsSeen(facts, counted.count) === null ? null : counted;
  });
  return {
    label,
    values: series.map((one) => one?.count ?? null),
    change: countChange(series.at(-1) ?? null, series.at(-2) ?? null),
  };
}

/** The passthrough ratio over the series: null with fewer than 30 calls. */
export function ratioTrack(facts: Facts): Track {
  const series = ratioSeries(facts);
  return {
    label: RATIO_LABEL,
    values: series.map((row) => enoughRatio(row ?? null)),
    change: ratioChange(series.at(-1) ?? null, series.at(-2) ?? null),
  };
}

/** p95 of the model's answers over the series: null with fewer than 40 of them. */
export function latencyTrack(facts: Facts): Track {
  const values = byWindow(rowsOf(facts, "model-latency"), facts.windows).map(([row]) =>
    row === undefined || row.asked < MIN_LATENCY_ANSWERS ? null : row.p95_ms,
  );
  return {
    label: LATENCY_LABEL,
    values,
    change: latencyChange(values.at(-1) ?? null, values.at(-2) ?? null),
  };
}

/** A row of the scorecard: the median is of the four windows before, at least three of them known. */
export function figure(track: Track): Figure {
  const wrap = WRAP[track.change.unit];
  const known = track.values.slice(-5, -1).filter((value) => value !== null);
  return {
    label: track.label,
    value: wrap(track.values.at(-1) ?? null),
    last: wrap(track.values.at(-2) ?? null),
    change: track.change,
    median: wrap(known.length < 3 ? null : median(known)),
    spark: track.values.slice(-8),
  };
}

const WRAP = {
  count,
  ratio,
  ms: duration,
} as const satisfies Record<Change["unit"], (value: number | null) => Value>;

function sums(total: number, squares: number): CountSums {
  return { count: total, squares };
}
