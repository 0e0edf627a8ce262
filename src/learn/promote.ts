import type { DoubtRecord } from "../model/pending.ts";
import type { LearnPlace } from "./place.ts";

/** What came of a promotion. */
export type Promotion =
  | { readonly kind: "promoted"; readonly name: string; readonly entry: string }
  | { readonly kind: "blocked"; readonly doubt: DoubtRecord; readonly entry: string }
  /** The log was not looked through to its end: to be tried again. */
  | { readonly kind: "unread" }
  /** The policy is not `current`: nothing is learned under it. */
  | { readonly kind: "suspended" }
  | { readonly kind: "busy"; readonly heldBy: number }
  /** No such pending rule, or one that is promoted already. */
  | { readonly kind: "unknown" };

/** Why it is promoted, and who says so. */
export interface Promoter {
  readonly why: "promoted" | "approved";
  readonly by: string;
}

/**
 * Promotes a pending rule: the gate, then every write, under one lock. `approved`: a person says
 * so, and nothing has to be confirmed before; the gate holds all the same.
 */
export async function promote(
  _ruleId: string,
  _promoter: Promoter,
  _place: LearnPlace,
): Promise<Promotion> {
  throw new Error("promotion is being written");
}
