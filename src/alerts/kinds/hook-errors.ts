import { ratioInterval, ratioOf } from "../../model/statistics.ts";
import type { KindContext, Need } from "../kind.ts";
import type { Moment } from "../moment.ts";
import { markOf, type Reading, readingOf } from "../reading.ts";

export function hookErrorNeeds(moment: Moment): Need[] {
  return moment
    .days()
    .slice(-1)
    .map((window) => ({ metric: "hook-error-ratio", window }));
}

/** Calls of 24 hours that the hook had no answer for. */
export function hookErrorReadings(context: KindContext<"error_passthrough_ratio">): Reading[] {
  const { moment, figures, settings } = context;
  const window = moment.days().at(-1);
  const row = window && figures.rows("hook-error-ratio", window)[0];
  // A day has few sessions, and a broken hook fails in each of them.
  const interval = row === undefined ? null : ratioInterval(row, 0, { minSessions: 1 });
  const ratio = row === undefined ? null : ratioOf(row);
  const isEnough = row !== undefined && row.n >= settings.min_calls;
  const evidence = { k: row?.k ?? 0, n: row?.n ?? 0, sessions: row?.sessions ?? 0, ratio };
  const ends = { low: interval?.low ?? null, high: interval?.high ?? null };
  const found = { evidence: { ...evidence, ...ends, mark: settings.fire_above } };
  if (!isEnough || interval === null || ratio === null) return [readingOf("unknown", found)];
  const mark = markOf(interval.low > settings.fire_above, ratio < settings.clear_below);
  return [readingOf(mark, found)];
}
