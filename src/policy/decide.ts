import type { Call } from "../model/call.ts";
import type { Decision } from "../model/decision.ts";
import type { Policy, Rule } from "../model/rule.ts";
import { INTERACTIVE_TOOLS, type PassthroughReason, SEVERITIES } from "../model/words.ts";
import type { World } from "../model/world.ts";
import { floorRule } from "./floor.ts";
import { covers, fires, type Judged } from "./matching.ts";
import { engineFinder, type Finder, withoutEngine } from "./pattern.ts";
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
  return byRules(judged, policy, more.overdue);
}

/** The shell line of a call; undefined for a tool that runs none. */
export async function shellLineOf(call: Call): Promise<ShellLine | undefined> {
  const command = call.input["command"];
  if (typeof command !== "string") return undefined;
  if (call.tool === "PowerShell") return rawLine(command, "PowerShell is not read yet");
  return call.tool === "Bash" || call.tool === "Monitor" ? readShellLine(command) : undefined;
}

async function byRules(judged: Judged, policy: Policy, overdue: () => boolean): Promise<Decision> {
  const ofKind = (kind: Rule["kind"]): Rule[] => policy.rules.filter((rule) => rule.kind === kind);
  const doubts = judged.line?.notUnderstood ?? [];
  const holding = (rule: Rule, finder: Finder): boolean => fires(rule, judged, finder);
  const deny = mostSevere(await selectRules(ofKind("deny"), holding, overdue));
  if (deny !== undefined) return { kind: "deny", rule: deny };
  const ask = mostSevere(await selectRules(ofKind("ask"), holding, overdue));
  if (ask !== undefined) return { kind: "ask", rule: ask };
  if (policy.state === "last_good") return noOpinion("broken_policy", doubts);
  const covering = (rule: Rule, finder: Finder): boolean => covers(rule, judged, finder);
  const grants = await selectRules(ofKind("allow"), covering, overdue);
  const grant = grants.find((rule) => rule.source !== "auto") ?? grants[0];
  if (grant !== undefined) return { kind: "allow", rule: grant, rulesUsed: [grant.id] };
  return noOpinion(doubts.length > 0 ? "not_understood" : "no_rule", doubts);
}

/** The rules that hold, in their order. The engine is loaded only if a rule needs it. */
export async function selectRules(
  rules: readonly Rule[],
  holds: (rule: Rule, finder: Finder) => boolean,
  overdue: () => boolean,
): Promise<readonly Rule[]> {
  const answers = rules.map((rule) => {
    if (overdue()) throw new Overdue("judging took too long");
    return withoutEngine((finder) => holds(rule, finder));
  });
  if (!answers.includes(undefined)) return rules.filter((_, index) => answers[index] === true);
  const finder = await engineFinder();
  return rules.filter((rule, index) => {
    if (overdue()) throw new Overdue("judging took too long");
    return answers[index] ?? holds(rule, finder);
  });
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
