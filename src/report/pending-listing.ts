import type { DoubtRecord } from "../model/pending.ts";
import type { RuleTable } from "../model/rule.ts";
import type { PromotionSettings, Score } from "../model/words.ts";

/** A call that a pending rule comes from. */
export interface PendingCall {
  /** Id of its PreToolUse entry. */
  readonly entry: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly session: string;
  readonly subject: string;
  readonly score: Score;
  readonly reasoning: string;
  /** `open`: nobody answered yet. `prompted`: a prompt was seen. */
  readonly state: "open" | "prompted" | "confirmed" | "refused" | "refuted" | "expired";
  /** Whose yes it is; null where it is none. */
  readonly confirmed_by: "user" | "model" | null;
}

/**
 * `waiting`: for more yeses. `ready`: it has them, and the next event of a session promotes it.
 * `blocked`: something speaks against it. `set_aside`: a person dropped or revoked it. `over`: no
 * call is left that could count.
 */
export type PendingStanding = "waiting" | "ready" | "blocked" | "set_aside" | "over";

/** A rule that may be learned, and how far it is. */
export interface PendingView {
  readonly rule_id: string;
  /** Null before its first promotion. */
  readonly name: string | null;
  readonly fingerprint: string;
  readonly state: PendingStanding;
  readonly rule: RuleTable;
  readonly toml: string;
  /** Whether it is the model's own proposal. */
  readonly proposal_used: boolean;
  /** Oldest first. */
  readonly calls: readonly PendingCall[];
  readonly confirmations: number;
  readonly sessions: number;
  /** When its first call that counts was made, ISO 8601 UTC; null where none is left. */
  readonly first_at: string | null;
  /** When the last call that nobody answered counts no more; null where there is none. */
  readonly expires_at: string | null;
  /** What speaks against it. */
  readonly blocked: (DoubtRecord & { readonly at: string }) | null;
  /** How a person set it aside. */
  readonly set_aside: { readonly how: string; readonly by: string; readonly at: string } | null;
}

/** Everything that may be learned, oldest first. */
export interface PendingListing {
  /** ISO 8601 UTC. */
  readonly as_of: string;
  readonly time_zone: string;
  readonly promotion: PromotionSettings;
  readonly rules: readonly PendingView[];
  /** Lines of pending-rules.jsonl that could not be read. */
  readonly bad_lines: number;
  /** Whether mistakes in the files keep anything from being learned. */
  readonly suspended: boolean;
}
