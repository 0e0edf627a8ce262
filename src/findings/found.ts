import type { MetricName } from "../metrics/index.ts";
import type { Value } from "../model/report.ts";
import type { Severity } from "../model/words.ts";
import type { Facts } from "./facts.ts";

/** A finding of one window, before it is compared with the window before. */
export interface Found {
  /** What makes it the same finding next week: a rule_id, a fingerprint; empty where one is all. */
  readonly cause: string;
  readonly severity: Severity;
  /** How much evidence there is, in calls or lines: for the order. */
  readonly weight: number;
  /** What tells worse from improving; the weight where absent. */
  readonly measure?: number;
  readonly title: readonly Value[];
  readonly evidence: readonly (readonly Value[])[];
  readonly command: string;
  readonly effect: string;
}

/** One kind of finding: what it must know, and what it concludes. */
export interface FindingKind {
  readonly needs: readonly MetricName[];
  /**
   * Metrics of what it shows, and of how severe that is. The window before, of which it only matters
   * what stood, has no rows of them.
   */
  readonly shows?: readonly MetricName[];
  readonly find: (facts: Facts) => readonly Found[];
}
