import type { Call } from "../model/call.ts";
import type { Decision } from "../model/decision.ts";
import type { Policy, Rule } from "../model/rule.ts";
import { INTERACTIVE_TOOLS, type PassthroughReason, SEVERITIES } from "../model/words.ts";
import type { World } from "../model/world.ts";
import { floorRule } from "./floor.ts";
import { covers, fires, type Judged } from "./matching.ts";
import { type Find, withExpressions } from "./pattern.ts";
import { rawLine, readShellLine, type ShellLine } from "./shell.ts";

/** Thrown where judging took longer than the hook may; the caller then decides by raw text. */
export class Overdue extends Error {
  override readonly name = "Overdue";
}

/**
 * What the policy says about a call, in this order whatever the order in the files: floor, deny
 * (the most severe), ask, allow, learned rules, no opinion. `line` is what `shellLineOf` read.
 * Throws Overdue.
 */
export async function decide(
  call: Call,
  policy: Policy,
  world: World,
  more: { readonly line: ShellLine | undefined; readonly overdue: () => boolean },
): Promise<Decision> {
  if (INTERACTIVE_TOOLS.some((tool) => tool === call.tool)) return noOpinion("interactive", []);
  const judged = { call, world, line: more.line };
  const floor = floorRule(judged);
  if (floor !== undefined) return { kind: "deny", rule: floor };
  return withExpressions((find) => {
    const timely: Find = (expression, text) => {
      if (more.overdue()) throw new Overdue("judging took too long");
      return find(expression, text);
    };
    return byRules(judged, policy, timely);
  });
}

/** The shell line of a call; undefined for a tool that runs none. */
export async function shellLineOf(call: Call): Promise<ShellLine | undefined> {
  const command = call.input["command"];
  if (typeof command !== "string") return undefined;
  if (call.tool === "PowerShell") return rawLine(command, "PowerShell is not read yet");
  return call.tool === "Bash" || call.tool === "Monitor" ? readShellLine(command) : undefined;
}

function byRules(judged: Judged, policy: Policy, find: Find): Decision {
  const first = (kind: Rule["kind"]): Rule | undefined =>
    mostSevere(policy.rules.filter((rule) => rule.kind === kind && fires(rule, judged, find)));
  const deny = first("deny");
  if (deny !== undefined) return { kind: "deny", rule: deny };
  const ask = first("ask");
  if (ask !== undefined) return { kind: "ask", rule: ask };
  if (policy.state === "last_good") return noOpinion("broken_policy", judged.line?.notUnderstood);
  const grant = grantOf(policy, judged, "config", find) ?? grantOf(policy, judged, "auto", find);
  if (grant !== undefined) return { kind: "allow", rule: grant, rulesUsed: [grant.id] };
  const doubts = judged.line?.notUnderstood ?? [];
  return noOpinion(doubts.length > 0 ? "not_understood" : "no_rule", doubts);
}

function grantOf(
  policy: Policy,
  judged: Judged,
  source: Rule["source"],
  find: Find,
): Rule | undefined {
  return policy.rules.find(
    (rule) => rule.kind === "allow" && rule.source === source && covers(rule, judged, find),
  );
}

/** The first of the most severe. */
function mostSevere(rules: readonly Rule[]): Rule | undefined {
  const rank = (rule: Rule): number => SEVERITIES.indexOf(rule.severity);
  return rules.reduce<Rule | undefined>(
    (worst, rule) => (worst === undefined || rank(rule) < rank(worst) ? rule : worst),
    undefined,
  );
}

function noOpinion(reason: PassthroughReason, notUnderstood: readonly string[] = []): Decision {
  return { kind: "passthrough", reason, nearMisses: [], notUnderstood };
}
