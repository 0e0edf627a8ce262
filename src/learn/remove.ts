import { appendPending } from "../files/pending-rules.ts";
import type { RuleChangeLine } from "../model/history.ts";
import type { RemovingLine } from "../model/pending.ts";
import { learnedRules } from "./learned-rules.ts";
import { alone, pendingNow } from "./locked.ts";
import type { LearnPlace } from "./place.ts";
import { finish } from "./steps.ts";

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

/** A person takes a learned rule away: it is not learned again unless a person approves it. */
export function revoke(ruleId: string, by: string, place: LearnPlace): Promise<Removal> {
  return removeLearned(ruleId, { why: "revoked", by, detail: null }, place);
}

/** Takes a learned rule away by its id: auto-rules.toml, history, and a notice unless a person did. */
function removeLearned(ruleId: string, remover: Remover, place: LearnPlace): Promise<Removal> {
  return alone(place, () => removeOne(ruleId, remover, place));
}

/** The same with the lock held. */
export async function removeOne(
  ruleId: string,
  { why, by, detail, entry, session }: Remover,
  place: LearnPlace,
): Promise<Removal> {
  const { rules } = await learnedRules(place.home);
  const found = rules.find(({ rule }) => rule.id === ruleId);
  if (found === undefined) return { kind: "unknown" };
  const name = found.table.name ?? null;
  const begun: RemovingLine = {
    v: 1,
    at: place.now,
    kind: "removing",
    rule_id: ruleId,
    rule: found.table,
    removal: place.newId(),
    cause: {
      why,
      by,
      entry: entry ?? null,
      session: session ?? null,
      tier: null,
      score: null,
      reasoning: null,
      confirmations: null,
      detail,
    },
  };
  appendPending(place.home, [begun]);
  await finish(begun, pendingNow(place), place);
  return { kind: "removed", name };
}
