import type { RuleChangeLine } from "../model/history.ts";
import type { LearnPlace } from "./place.ts";

/** What came of taking a learned rule away. */
export type Removal =
  | { readonly kind: "removed"; readonly name: string | null }
  | { readonly kind: "busy"; readonly heldBy: number }
  | { readonly kind: "unknown" };

type Cause = NonNullable<RuleChangeLine["cause"]>;

/** Why a learned rule goes, in whose name, and what there is to say about it. */
export interface Remover {
  readonly why: Extract<Cause["why"], "revoked" | "expired" | "demoted" | "refuted">;
  readonly by: string;
  readonly detail: string | null;
  readonly entry?: string;
  readonly session?: string;
}

/** Takes a learned rule away by its id: auto-rules.toml, history, and a notice unless a person did. */
export async function removeLearned(
  _ruleId: string,
  _remover: Remover,
  _place: LearnPlace,
): Promise<Removal> {
  throw new Error("removal is being written");
}

/** A person takes a learned rule away: it is not learned again unless a person approves it. */
export function revoke(ruleId: string, by: string, place: LearnPlace): Promise<Removal> {
  return removeLearned(ruleId, { why: "revoked", by, detail: null }, place);
}
