import type { ChangeCause, RuleChangeLine } from "../model/history.ts";
import type { PromotionSettings, Score } from "../model/words.ts";

/** A learned rule at some time: its id, its name (may be empty), what it asks for in words. */
export interface LearnedShape {
  readonly id: string;
  readonly name: string;
  readonly words: readonly string[];
}

/** A learned rule that came, went or changed; a cause only where we changed it ourselves. */
export interface LearnedChange {
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly kind: RuleChangeLine["kind"];
  readonly before: LearnedShape | null;
  readonly after: LearnedShape | null;
  readonly cause: ChangeCause | null;
}

/** A rule that may be learned, and is not. */
export interface WaitingRule {
  readonly id: string;
  readonly words: readonly string[];
  /** `ready`: the next event of a session promotes it. `blocked`: something stood in the way. */
  readonly state: "waiting" | "ready" | "blocked";
  readonly inTheWay: string | null;
  /** Of its oldest call that counts or still may, ISO 8601 UTC. */
  readonly since: string;
  /** Calls of its shape; those that count as a yes; the sessions of these. */
  readonly calls: number;
  readonly confirmed: number;
  readonly sessions: number;
  readonly score: Score;
  readonly reasoning: string;
  readonly fingerprint: string;
}

/** What is known of the model and of learning, beside the log, at one moment. */
export interface LearningFacts {
  /** Who is asked: `anthropic claude-haiku-5-5`; null: nobody. */
  readonly model: string | null;
  readonly promotion: PromotionSettings;
  /** Oldest first. */
  readonly changes: readonly LearnedChange[];
  /** Oldest first. */
  readonly waiting: readonly WaitingRule[];
  /** When a call of a pending rule was answered, and how. */
  readonly answers: readonly { readonly at: string; readonly kind: "yes" | "no" | "refuted" }[];
}

/** The learned rules in force right before a time (ISO 8601 UTC), each with what made it so. */
export function learnedAt(
  changes: readonly LearnedChange[],
  at: string,
): { readonly shape: LearnedShape; readonly change: LearnedChange }[] {
  const rules: { shape: LearnedShape; change: LearnedChange }[] = [];
  for (const change of changes) {
    if (change.at >= at) continue;
    const { before, after } = change;
    const place = rules.findIndex(({ shape }) => shape.id === before?.id);
    const made = after === null ? [] : [{ shape: after, change }];
    if (place >= 0) rules.splice(place, 1, ...made);
    else rules.push(...made);
  }
  return rules;
}
