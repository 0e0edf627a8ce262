import type { RuleKind } from "../model/words.ts";

/** A rule that was in force at a moment. */
export interface StandingRule {
  readonly id: string;
  /** Empty where it has none. */
  readonly name: string;
  readonly kind: RuleKind;
  readonly isLearned: boolean;
  /** Whether it is one of those that `init` writes. */
  readonly isStarter: boolean;
  /** Since when it is on record with this id, ISO 8601 UTC. */
  readonly since: string;
  /** The rule that does all that it does; null where none is known to. */
  readonly shadowedBy: string | null;
}

/** A rule of the home's files that came or went. */
export interface StandingChange {
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly kind: "added" | "removed";
  readonly ruleKind: RuleKind;
  readonly isLearned: boolean;
}

/** The rules of a home at one moment, as history/rules.jsonl tells. */
export interface RulesInForce {
  readonly rules: readonly StandingRule[];
  /** Oldest first. */
  readonly changes: readonly StandingChange[];
  /** ISO 8601 UTC: when rules were first written down; null where none ever were. */
  readonly onRecordSince: string | null;
}

/** A rule that one might write, or one that there is with one key edited. */
export interface CoveringRule {
  /** As `rules suggest --accept` takes it. */
  readonly id: string;
  /** Of the rule, new or edited; may be empty. */
  readonly name: string;
  readonly isEdit: boolean;
  /** How many uncovered calls of the window it covers, by fingerprint. */
  readonly calls: ReadonlyMap<string, number>;
}

/** The rules that would cover what none does, as `rules suggest` names them at a moment. */
export interface Covering {
  /** ISO 8601 UTC. */
  readonly asOf: string;
  /** Those first that spare most. */
  readonly rules: readonly CoveringRule[];
  /** Set where there were more uncovered calls than this, too many to try rules on. */
  readonly moreThan: number | null;
}

/** Calls of one kind that should have been allowed, and by which rule. */
export interface StuckCalls {
  readonly fingerprint: string;
  readonly rule: string;
  readonly ruleId: string;
  readonly calls: number;
  /** Epoch milliseconds. */
  readonly first_ms: number;
  readonly last_ms: number;
}
