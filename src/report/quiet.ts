import { median } from "../model/statistics.ts";
import type { Track } from "./scorecard.ts";

/** Below this a window is quiet whatever is usual. */
const FEW_CALLS = 50;
const USUAL_SHARE = 0.25;

/** Fewer calls than this are few: 50, or a quarter of the median of the four windows before. */
export function quietBelow(calls: Track): number {
  const usual = median(calls.values.slice(-5, -1).filter((value) => value !== null)) ?? 0;
  return Math.max(FEW_CALLS, Math.ceil(usual * USUAL_SHARE));
}
