import type { Call } from "../model/call.ts";
import type { Decision } from "../model/decision.ts";
import type { NearMiss } from "../model/entry.ts";
import type { Policy, Rule } from "../model/rule.ts";
import { INTERACTIVE_TOOLS, type PassthroughReason, SEVERITIES } from "../model/words.ts";
import type { World } from "../model/world.ts";
import { isFarFromPath } from "./explain/far-rules.ts";
import { floorRule } from "./floor/floor.ts";
import { concernedRules } from "./matching/concerned.ts";
import { type Grant, grantOf } from "./matching/grant.ts";
import { coveringInput } from "./matching/input-clauses.ts";
import { fires, grantPlace, type Judged } from "./matching/matching.ts";
import { selectRules, stopIf } from "./matching/select.ts";
import { engineFinder, type Finder } from "./patterns/pattern.ts";
import { candidateRules, nearbyGrants } from "./rules/candidates.ts";
import type { ShellCase } from "./steps/shell-case.ts";

/**
 * What the policy says about a call, in this order whatever the order in the files: floor, deny
 * (the most severe), ask, allow, learned rules, no opinion. `shell` is what `shellCaseOf` read.
 * Throws Overdue.
 */
export async function decide(
  call: Call,
  policy: Policy,
  world: World,
  more: {
    readonly shell: ShellCase | undefined;
    readonly overdue: () => boolean;
    /** False: nobody wants to know what nearly covered it. */
    readonly nearMisses?: false;
  },
): Promise<Decision> {
  if (INTERACTIVE_TOOLS.some((tool) => tool === call.tool)) return noOpinion("interactive");
  const judged = { call, world, shell: more.shell };
  const floor = await floorRule(judged);
  if (floor !== undefined) return { kind: "deny", rule: floor };
  return byRules(judged, policy, more);
}

/** Asked for once: a batch decides thousands of calls. */
let reader: Promise<typeof import("./steps/shell-case.ts")> | undefined;
let explainer: Promise<typeof import("./explain/near-misses.ts")> | undefined;

/** The shell line of a call in its world; undefined for a tool that runs none. */
export async function shellCaseOf(call: Call, world: World): Promise<ShellCase | undefined> {
  const command = call.input["command"];
  const isShell = ["Bash", "Monitor", "PowerShell"].includes(call.tool);
  if (!isShell || typeof command !== "string") return undefined;
  reader ??= import("./steps/shell-case.ts");
  const { readShellCase } = await reader;
  const reason = call.tool === "PowerShell" ? { reason: "PowerShell is not read" } : {};
  return readShellCase(call, world, { text: command, ...reason });
}

async function byRules(
  judged: Judged,
  policy: Policy,
  { overdue, nearMisses: wanted }: { overdue: () => boolean; nearMisses?: false },
): Promise<Decision> {
  // Reading a line takes time too, and there may be no rule left to ask.
  stopIf(overdue);
  const rules = concernedRules(candidateRules(policy, judged.call.tool), judged);
  const ofKind = (kind: Rule["kind"]): Rule[] => rules.filter((rule) => rule.kind === kind);
  const doubts = judged.shell?.doubts ?? [];
  const holding = (rule: Rule, finder: Finder): boolean => fires(rule, judged, finder);
  const deny = mostSevere(await selectRules(ofKind("deny"), holding, overdue));
  if (deny !== undefined) return { kind: "deny", rule: deny };
  const ask = mostSevere(await selectRules(ofKind("ask"), holding, overdue));
  if (ask !== undefined) return { kind: "ask", rule: ask };
  if (policy.state === "last_good") return noOpinion("broken_policy", { notUnderstood: doubts });
  const grant = await grantOf(judged, ofKind("allow"), overdue);
  if (grant !== undefined) return granted(grant);
  const nearby = wanted === false ? [] : nearbyGrants(policy, judged.call.tool);
  const nearMisses = await nearMissesIn(judged, nearby, overdue);
  const reason = doubts.length > 0 ? "not_understood" : "no_rule";
  return noOpinion(reason, { nearMisses, notUnderstood: doubts });
}

async function nearMissesIn(
  judged: Judged,
  rules: readonly Rule[],
  overdue: () => boolean,
): Promise<readonly NearMiss[]> {
  const near =
    judged.shell?.near(rules) ?? rules.filter((rule) => !isFarFromPath(rule, judged.call));
  if (near.length === 0) return [];
  explainer ??= import("./explain/near-misses.ts");
  const { nearMissesOf } = await explainer;
  return nearMissesOf({
    shell: judged.shell,
    rules: near,
    overdue,
    place: (rule, finder) => grantPlace(rule, judged, finder),
    input: (rule, finder) => coveringInput(rule, judged, finder),
    engine: engineFinder,
  });
}

function granted({ rule, rulesUsed }: Grant): Decision {
  return rule.kind === "allow" ? { kind: "allow", rule, rulesUsed } : { kind: "ask", rule };
}

/** The first of the most severe. */
function mostSevere(rules: readonly Rule[]): Rule | undefined {
  const rank = (rule: Rule): number => SEVERITIES.indexOf(rule.severity);
  return rules.reduce<Rule | undefined>(
    (worst, rule) => (worst === undefined || rank(rule) < rank(worst) ? rule : worst),
    undefined,
  );
}

function noOpinion(
  reason: PassthroughReason,
  why: {
    readonly nearMisses?: readonly NearMiss[];
    readonly notUnderstood?: readonly string[];
  } = {},
): Decision {
  const { nearMisses = [], notUnderstood = [] } = why;
  return { kind: "passthrough", reason, nearMisses, notUnderstood };
}
