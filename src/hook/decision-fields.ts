import { redact } from "../files/redact.ts";
import type { Call } from "../model/call.ts";
import type { Decision } from "../model/decision.ts";
import type { Entry } from "../model/entry.ts";
import type { Expression, Rule } from "../model/rule.ts";
import { nearMissFields } from "./near-miss-fields.ts";

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
    rule_matched: redact(matchedText(rule)).slice(0, 1000),
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

/** `deny[no-rm-rf]: tool=Bash, command=^rm`; a rule without a name shows its position. */
function matchedText(rule: Rule): string {
  const keys = [
    ...(rule.source === "builtin" ? [] : [`tool=${rule.tool.source}`]),
    ...named("program", rule.program),
    ...named("subcommand", rule.subcommand),
    ...named("flags", rule.flags),
    ...named("host", rule.host),
    ...patterns(rule.fields, ""),
    ...patterns(rule.exclude, "not "),
    ...(rule.cwd === undefined ? [] : [`cwd=${rule.cwd}`]),
  ];
  const clauses = keys.length === 0 ? (rule.description ?? "") : keys.join(", ");
  return `${rule.kind}[${rule.label}]: ${clauses}`;
}

function named(key: string, values: readonly string[] | undefined): string[] {
  return values === undefined ? [] : [`${key}=${values.join("|")}`];
}

function patterns(expressions: Readonly<Record<string, Expression>>, prefix: string): string[] {
  return Object.entries(expressions).map(([name, each]) => `${prefix}${name}=${each.source}`);
}
