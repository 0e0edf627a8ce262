import type { Facts } from "../findings/facts.ts";
import type { Judgement } from "../findings/judge.ts";
import type { MetricName } from "../metrics/index.ts";
import type { Report } from "../model/report.ts";
import type { Window } from "../model/window.ts";

/** What sections are made from. */
export interface Material {
  /** What makes it, as `claude-permit report` takes it: `digest`, `trends --by day`. */
  readonly report: string;
  readonly facts: Facts;
  readonly judgement: Judgement;
  /** What the findings know of the window before; null in a report without them, and as `last`. */
  readonly before: Facts | null;
  /** The window before; null where the log does not reach that far: a first edition. */
  readonly last: Window | null;
  /** Few calls and nothing to do: the short edition. */
  readonly quiet: boolean;
}

export type Section = Report["sections"][number];

/** One section: the metrics that it needs, and a pure function. Null: nothing to say. */
export interface SectionKind {
  readonly needs: readonly MetricName[];
  /** Set where it shows calls that were judged again: `facts.stuck`. */
  readonly judges?: true;
  /** Set where it shows rules that one might write: `facts.covering`. */
  readonly suggests?: true;
  readonly make: (material: Material) => Section | null;
}

/** Rows that a table of a digest shows before it says how many more there are. */
export const TOP = 10;
