import { appendPending } from "../files/pending-rules.ts";
import { alone, pendingNow } from "./locked.ts";
import type { LearnPlace } from "./place.ts";

/** What came of setting a rule aside; `kept`: it was set aside before, or is none, or learned. */
export type Drop =
  | { readonly kind: "dropped" | "kept" }
  | { readonly kind: "busy"; readonly heldBy: number };

/**
 * A person says that this is not to be learned: what was confirmed counts no more, and later calls
 * are no reason either unless a person approves it.
 */
export function drop(ruleId: string, by: string, place: LearnPlace): Promise<Drop> {
  return alone(place, async () => {
    const found = pendingNow(place).rules.find((rule) => rule.ruleId === ruleId);
    if (found === undefined || found.state === "promoted" || found.state === "held") {
      return { kind: "kept" } as const;
    }
    appendPending(place.home, [{ v: 1, at: place.now, kind: "dropped", rule_id: ruleId, by }]);
    return { kind: "dropped" } as const;
  });
}
