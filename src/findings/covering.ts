import { ours } from "./command-line.ts";
import type { Facts } from "./facts.ts";
import type { Covering, CoveringRule } from "./rule-facts.ts";

/** The rules that would cover calls of a kind, in the order of `rules suggest`. */
export function coveringFor(fingerprint: string, covering: Covering | null): CoveringRule[] {
  return (covering?.rules ?? []).filter(({ calls }) => calls.has(fingerprint));
}

/** How many uncovered calls of a kind the rules cover. */
export function coveredCalls(rules: readonly CoveringRule[], fingerprint: string): number {
  return rules.reduce((sum, { calls }) => sum + (calls.get(fingerprint) ?? 0), 0);
}

/** What writes one of the rules, or lists them all, as they were suggested at that moment. */
export function suggestCommand(
  covering: Covering,
  facts: Pick<Facts, "homeFlag">,
  rule?: CoveringRule,
): string {
  const accept = rule === undefined ? "" : ` --accept ${rule.id}`;
  return ours(`rules suggest${accept} --as-of ${covering.asOf.replace(/\.000Z$/, "Z")}`, facts);
}
