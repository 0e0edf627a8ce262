import { appendPending, readPending } from "../files/pending-rules.ts";
import { foldPending } from "./pending.ts";
import type { LearnPlace } from "./place.ts";

/**
 * A person says that this is not to be learned: what was confirmed counts no more, and later calls
 * are no reason either unless a person approves it. False where nothing of that id is pending.
 */
export function drop(ruleId: string, by: string, place: Pick<LearnPlace, "home" | "now">): boolean {
  const { home, now } = place;
  const { rules } = foldPending(readPending(home).lines, now);
  const found = rules.find((rule) => rule.ruleId === ruleId);
  if (found === undefined || found.state === "promoted" || found.state === "held") return false;
  appendPending(home, [{ v: 1, at: now, kind: "dropped", rule_id: ruleId, by }]);
  return true;
}
