import type { MetricName, MetricRow } from "../../metrics/index.ts";
import type { Window } from "../../model/window.ts";

/** What both sides are measured by; the ratio is asked of spans alone. */
export const COMPARE_NEEDS = [
  "scorecard",
  "passthrough-ratio",
  "decision-mix",
  "model-latency",
  "fingerprints",
  "fingerprint-sessions",
  "rules",
] as const satisfies readonly MetricName[];

export type CompareRows = {
  readonly [Name in (typeof COMPARE_NEEDS)[number]]: readonly MetricRow<Name>[];
};

/** A span or a session, as it was asked for, and what it holds. */
export interface Side {
  readonly word: string;
  readonly window: Window;
  /** The whole id; null of a span. */
  readonly session: string | null;
  readonly rows: Partial<CompareRows>;
}

/** Rows of a metric of a side. Throws (a bug) where it was not measured. */
export function rowsOf<Name extends keyof CompareRows>(side: Side, name: Name): CompareRows[Name] {
  const rows = side.rows[name];
  if (rows === undefined) throw new Error(`the metric ${name} was not measured: declare it`);
  return rows;
}
