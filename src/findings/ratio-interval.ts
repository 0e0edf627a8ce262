import {
  addRatioSums,
  type Interval,
  type RatioSums,
  ratioInterval,
  sessionCorrelation,
} from "../model/statistics.ts";

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
 * a report. Of the first windows of a report fewer are measured, of the very first none; then
 * `ratioInterval` takes what is usual.
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
