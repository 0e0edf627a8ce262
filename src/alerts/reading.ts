import type { AlertCondition, AlertContributor, AlertEvidence } from "../model/history.ts";
import type { Severity } from "../model/words.ts";

/**
 * How the figures stand to one condition: above its mark, below its lower mark, between the two,
 * or not to be told.
 */
export type Mark = "breach" | "clear" | "between" | "unknown";

/** One alert of one project (null: all together) and label in one evaluation. */
export interface Reading {
  readonly project: string | null;
  /** What else tells two of a project apart: a session, a rule, a channel; empty: nothing. */
  readonly label: string;
  /** Whether there is data enough to judge at all. */
  readonly enough: boolean;
  readonly marks: Readonly<Partial<Record<AlertCondition, Mark>>>;
  readonly severity: Severity;
  readonly evidence: AlertEvidence;
  /** What it is about: more of them while it fires are news. */
  readonly causes: readonly string[];
}

export const NO_EVIDENCE: AlertEvidence = {
  k: 0,
  n: 0,
  sessions: 0,
  active_days: 0,
  ratio: null,
  low: null,
  high: null,
  base: null,
  unit: "ratio",
  value: null,
  mark: null,
  detail: "",
  top: [],
};

/** A reading of an alert with one condition. `unknown` is lack of data. */
export function readingOf(
  mark: Mark,
  given: Partial<Omit<Reading, "evidence" | "marks" | "enough">> & {
    readonly evidence?: Partial<AlertEvidence>;
  },
): Reading {
  return {
    project: null,
    label: "",
    severity: "warn",
    causes: [],
    ...given,
    enough: mark !== "unknown",
    marks: { holds: mark },
    evidence: { ...NO_EVIDENCE, ...given.evidence },
  };
}

export function markOf(breach: boolean, clear: boolean): Mark {
  if (breach) return "breach";
  return clear ? "clear" : "between";
}

const TOP = 3;

/** The three most frequent, each counted; ties by name. */
export function topOf(rows: readonly { label: string; count: number }[]): AlertContributor[] {
  const counts = new Map<string, number>();
  for (const { label, count } of rows) counts.set(label, (counts.get(label) ?? 0) + count);
  return [...counts]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, TOP)
    .map(([label, count]) => ({ label, count, before: null }));
}
