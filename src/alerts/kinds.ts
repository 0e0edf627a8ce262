import type { MetricName } from "../metrics/index.ts";
import type { CommandConfig } from "../model/config.ts";

/** The alerts there are: what each looks at, and how it is named to people. */
export const ALERT_KINDS = {
  passthrough_ratio: {
    title: "passthrough ratio",
    metric: "passthrough-ratio",
    /** Windows of a week: the one that is judged, and those that its baseline is made of. */
    baselineWeeks: 4,
  },
} as const satisfies Record<keyof CommandConfig["alert"], AlertKindRow>;

interface AlertKindRow {
  readonly title: string;
  readonly metric: MetricName;
  readonly baselineWeeks: number;
}

export type AlertKind = keyof typeof ALERT_KINDS;
