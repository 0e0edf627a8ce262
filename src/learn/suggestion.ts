import type { RuleTable } from "../model/rule.ts";
import type { Recorded } from "./recorded-case.ts";

/** What a suggested rule or edit would have done to the recorded calls. */
export interface BackTest {
  /** Calls that no rule covered and that would have been allowed. */
  readonly spared: readonly Recorded[];
  /** Calls of the same kind that no rule covered, spared or not. */
  readonly of: number;
  /** Calls of the same kind of which the log does not hold enough. */
  readonly unjudged: number;
  /** Allowed calls that would be left to Claude Code. */
  readonly tightened: readonly Recorded[];
}

/** An edit of one key of a rule that is there: see `RuleEdit` in files/rule-edits.ts. */
export type SuggestedEdit =
  | { readonly kind: "add"; readonly key: string; readonly items: readonly string[] }
  | { readonly kind: "drop"; readonly key: string; readonly item: string }
  | { readonly kind: "replace"; readonly key: string; readonly item: string; readonly by: string };

interface Told {
  /** Stable: what it would write, not what it rests on. */
  readonly id: string;
  /** Fingerprints of the calls that it comes from, most calls first. */
  readonly fingerprints: readonly string[];
  readonly backTest: BackTest;
}

/** A rule to add, or one to edit, and what comes of it. */
export type Suggestion =
  | (Told & { readonly kind: "rule"; readonly table: RuleTable })
  | (Told & {
      readonly kind: "widen" | "exclude" | "narrow";
      /** The id of the rule as it is. */
      readonly ruleId: string;
      readonly edit: SuggestedEdit;
      /** Why, where the calls do not say it: `each of them failed`. */
      readonly why: string;
    });
