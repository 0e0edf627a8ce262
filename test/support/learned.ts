import { narrowestRule } from "../../src/learn/narrowest-rule.ts";
import type { Rule, RuleTable } from "../../src/model/rule.ts";
import type { Judged } from "../../src/policy/matching/matching.ts";
import { covers } from "../../src/policy/matching/matching.ts";
import { engineFinder } from "../../src/policy/patterns/pattern.ts";
import { judgedCall } from "./judged.ts";
import { bash, compiled, payload } from "./judging.ts";

/** A line of Bash or a call of another tool as it is read before any rule is asked. */
export function judgedOf(call: string | ToolCall): Promise<Judged> {
  if (typeof call === "string") return judgedCall(bash(call));
  const { tool, input, cwd = "/home/ana/shop" } = call;
  return judgedCall(payload({ tool_name: tool, tool_input: input, cwd }));
}

export interface ToolCall {
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly cwd?: string;
}

/** The table of the narrowest rule; throws with the reason where there is none. */
export async function narrowestTable(call: string | ToolCall): Promise<RuleTable> {
  const found = narrowestRule(await judgedOf(call));
  if (found.kind === "none") throw new Error(`no rule: ${found.reason}`);
  return found.table;
}

/** Why there is none. */
export async function noRuleReason(call: string | ToolCall): Promise<string | undefined> {
  const found = narrowestRule(await judgedOf(call));
  return found.kind === "none" ? found.reason : undefined;
}

/** A table as a learned rule of the policy. */
export async function learnedRule(table: RuleTable): Promise<Rule> {
  const { rules, problems } = await compiled("allow", [table], "auto");
  const [rule] = rules;
  if (rule === undefined || problems[0] !== undefined) {
    throw new Error(problems[0]?.message ?? "no rule");
  }
  return rule;
}

const ofCalls = new Map<string, Promise<Rule>>();

/** The narrowest rule of a line, made once. */
export function ruleOf(line: string): Promise<Rule> {
  const made = ofCalls.get(line) ?? narrowestTable(line).then(learnedRule);
  ofCalls.set(line, made);
  return made;
}

/** Whether the rule has a part in granting the call, beside these. */
export async function grants(
  rule: Rule,
  call: string | ToolCall,
  beside: readonly Rule[] = [],
): Promise<boolean> {
  return covers(rule, await judgedOf(call), await engineFinder(), beside);
}
