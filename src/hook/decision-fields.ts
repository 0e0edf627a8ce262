import type { Call } from "../model/call.ts";
import type { Decision } from "../model/decision.ts";
import type { Entry } from "../model/entry.ts";
import type { Rule } from "../model/rule.ts";
import { nearMissFields } from "./near-miss-fields.ts";
import { ruleText } from "./rule-text.ts";

/** The fields of an entry that say what was decided, by whom and why. */
export function decisionFields(decision: Decision, call: Call): Partial<Entry> {
  if (decision.kind === "passthrough") {
    return {
      tier: "passthrough",
      decision: "passthrough",
      passthrough_reason: decision.reason,
      near_misses: [...nearMissFields(decision, call)],
    };
  }
  const { rule } = decision;
  return {
    tier: tierOf(rule),
    decision: decision.kind,
    rule_matched: ruleText(rule),
    rule: rule.label,
    rule_id: rule.id,
    rule_kind: rule.kind,
    rule_source: rule.source,
    rules_used: decision.kind === "allow" ? [...decision.rulesUsed] : [rule.id],
  };
}

/** Who decided, by the rule that fired. */
export function tierOf(rule: Rule): "floor" | "deny" | "ask" | "allow" | "auto" {
  if (rule.kind === "allow") return rule.source === "auto" ? "auto" : "allow";
  return rule.kind === "deny_promote" ? "deny" : rule.kind;
}
