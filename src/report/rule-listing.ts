import type { RuleRecord } from "../model/history.ts";
import type { RuleSource } from "../model/words.ts";

/** How often a rule decided in the window; null where there is no log to count in. */
export interface RuleHits {
  readonly hits: number;
  readonly sessions: number;
  /** ISO 8601 UTC; null where it never did. */
  readonly last_hit: string | null;
}

/** A rule in force, with where it stands and what it did. */
export interface ListedRule {
  readonly record: RuleRecord;
  readonly source: RuleSource;
  /** The file, as a person names it, and the line there; null of a rule of another time. */
  readonly file: string;
  readonly line: number | null;
  readonly hits: RuleHits | null;
}

/** The rules that were in force at a time, and the window that their hits are counted in. */
export interface RuleListing {
  readonly window: { readonly since: string; readonly until: string; readonly time_zone: string };
  /** ISO 8601 UTC. */
  readonly as_of: string;
  /** When the rules of this time were first written down; null where they are read from files. */
  readonly on_record_since: string | null;
  readonly rules: readonly ListedRule[];
  /** Mistakes in the files: what they hold is not listed. */
  readonly mistakes: number;
}
