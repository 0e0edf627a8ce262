import {
  addRatioSums,
  type Interval,
  type RatioSums,
  ratioInterval,
  sessionCorrelation,
} from "../model/statistics.ts";
import { type Window, windowSeries } from "../model/window.ts";
import { byWindow, type Facts, overallOf, rowsOf } from "./facts.ts";

/** How many windows before one tell what is usual: as many weeks as the alert looks back. */
export const BASELINE_WINDOWS = 4;

/** The sums of a ratio in windows that follow each other, oldest first; undefined: no call counts. */
export type RatioWindows = readonly (RatioSums | undefined)[];

/**
 * 95 % interval of the ratio in the window at `index`; null where no call counts there, or those
 * of fewer than five sessions.
 *
 * Where its own calls tell little of how alike those of a session are, its baseline does: the four
 * windows right before it. Not the window itself, which would count twice, and none after it: so
 * what is said of a week stays as it was when weeks are added, and reads the same in each place of
 * each report.
 */
export function intervalAt(windows: RatioWindows, index: number): Interval | null {
  const row = windows[index];
  if (row === undefined) return null;
  return ratioInterval(row, sessionCorrelation(baselineAt(windows, index)));
}

/** The same of the last window. */
export function lastInterval(windows: RatioWindows): Interval | null {
  return intervalAt(windows, windows.length - 1);
}

/**
 * 95 % interval of the baseline of the last window, taken as one sample: what that window is seen
 * against. As for the alert, the last window tells how alike calls are where the baseline does not.
 */
export function baselineInterval(windows: RatioWindows): Interval | null {
  const last = windows.at(-1);
  const sums = baselineAt(windows, windows.length - 1);
  return ratioInterval(sums, last && sessionCorrelation(last));
}

function baselineAt(windows: RatioWindows, index: number): RatioSums {
  const before = windows.slice(Math.max(0, index - BASELINE_WINDOWS), index);
  return addRatioSums(before.filter((row) => row !== undefined));
}

/**
 * A report's windows, oldest first, with the baseline of the first before them. They step as the
 * last does: an earlier one of thirty days may happen to be a whole month.
 */
export function withBaseline(windows: readonly Window[]): Window[] {
  const last = windows.at(-1);
  if (last === undefined) return [];
  const all = windowSeries(last, windows.length + BASELINE_WINDOWS);
  return [...all.slice(0, BASELINE_WINDOWS), ...windows];
}

/** The ratio in all of these. */
export function ratioHistory(facts: Facts): RatioWindows {
  const rows = rowsOf(facts, "passthrough-ratio");
  return byWindow(rows, withBaseline(facts.windows)).map(overallOf);
}

/** The 95 % interval of the ratio in each of a report's windows, oldest first: see `intervalAt`. */
export function ratioIntervals(facts: Facts): (Interval | null)[] {
  const history = ratioHistory(facts);
  return facts.windows.map((_, index) => intervalAt(history, BASELINE_WINDOWS + index));
}
