import type { Change } from "../model/report.ts";
import { type CountSums, countZ, ratioOf, ratioZ, type ShareSums } from "../model/statistics.ts";

/** Fewer calls than this make no ratio worth comparing. */
const MIN_RATIO_CALLS = 30;
/** Fewer answers than this make no 95th percentile. */
export const MIN_LATENCY_ANSWERS = 40;
/** A ratio has to move by 5 percentage points as well. */
const MIN_RATIO_STEP = 0.05;
const CLEAR_Z = 2;

export function countChange(now: CountSums | null, last: CountSums | null): Change {
  if (now === null || last === null) return noChange("count");
  const clear = Math.abs(countZ(now, last)) >= CLEAR_Z;
  return judged("count", now.count, last.count, clear);
}

/** None below 30 calls on either side. */
export function ratioChange(now: ShareSums | null, last: ShareSums | null): Change {
  const [a, b] = [enoughRatio(now), enoughRatio(last)];
  if (now === null || last === null || a === null || b === null) {
    return noChange("ratio", now !== null && a === null ? now.n : undefined);
  }
  const clear = Math.abs(ratioZ(now, last)) >= CLEAR_Z && Math.abs(a - b) >= MIN_RATIO_STEP;
  return judged("ratio", a, b, clear);
}

/**
 * Of two 95th percentiles. Never called clear: a percentile alone has no spread by session, so
 * what is bigger than a tenth is `unclear`.
 */
export function latencyChange(now: number | null, last: number | null): Change {
  if (now === null || last === null) return noChange("ms");
  return judged("ms", now, last, false);
}

/** k ÷ n, or null with fewer than 30 calls. */
export function enoughRatio(sums: { k: number; n: number } | null): number | null {
  return sums === null || sums.n < MIN_RATIO_CALLS ? null : ratioOf(sums);
}

/** Whether something moved for certain. */
export function isClear({ sign }: Change): boolean {
  return sign === "up" || sign === "down";
}

function judged(unit: Change["unit"], now: number, last: number, clear: boolean): Change {
  const amount = now - last;
  if (clear) return { kind: "change", sign: amount > 0 ? "up" : "down", amount, unit };
  const same = amount === 0 || Math.abs(amount) < last / 10;
  return { kind: "change", sign: same ? "same" : "unclear", amount, unit };
}

/** `n` where this window's calls are too few to compare. */
function noChange(unit: Change["unit"], n?: number): Change {
  return { kind: "change", sign: "none", amount: null, unit, ...(n === undefined ? {} : { n }) };
}
