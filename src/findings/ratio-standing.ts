import type { MetricRow } from "../metrics/index.ts";
import type { Change } from "../model/report.ts";
import type { Interval } from "../model/statistics.ts";
import { enoughRatio, ratioChange } from "./change.ts";
import { type Facts, ratioSeries } from "./facts.ts";
import { lastInterval, ratioHistory } from "./ratio-interval.ts";

/** Fewer passthroughs than this are no pattern. */
const MIN_PASSTHROUGHS = 20;
/** From here on most calls were judged by nobody, however wide the interval is. */
const MOST = 0.5;

/** Where the passthrough ratio of a window stands. */
export interface RatioStanding {
  /**
   * `high`: it rose, or its whole interval lies above the alert's mark. `unjudged`: it is above
   * the mark, and the calls are too few to tell whether it is so beyond them. `fine`: neither.
   */
  readonly state: "high" | "unjudged" | "fine";
  readonly now: MetricRow<"passthrough-ratio">;
  /** Of the window before; null with too few calls. */
  readonly last: number | null;
  readonly change: Change;
  readonly interval: Interval | null;
  /** Whether the whole interval lies above the alert's mark. */
  readonly above: boolean;
}

/** Undefined where no call counts in the ratio. */
export function ratioStanding(facts: Facts): RatioStanding | undefined {
  const series = ratioSeries(facts);
  const now = series.at(-1);
  if (now === undefined || now.n === 0) return undefined;
  const last = series.at(-2) ?? null;
  const interval = lastInterval(ratioHistory(facts));
  const change = ratioChange(now, last);
  const above = interval !== null && interval.low > facts.ratioAbove;
  const high = (above || change.sign === "up") && now.k >= MIN_PASSTHROUGHS;
  const share = now.k / now.n;
  const unjudged = share > facts.ratioAbove && (interval === null || above || share >= MOST);
  return {
    state: high ? "high" : unjudged ? "unjudged" : "fine",
    now,
    last: enoughRatio(last),
    change,
    interval,
    above,
  };
}
