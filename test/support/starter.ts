import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { parseToml } from "../../src/files/toml.ts";
import type { Entry } from "../../src/model/entry.ts";
import { type Policy, RuleTable } from "../../src/model/rule.ts";
import type { BypassCall } from "./bypass-class.ts";
import { bash, entryOn, payload, policyOf } from "./judging.ts";

const STARTER = join(import.meta.dirname, "../../src/policy/starter.toml");
const rules = z.array(RuleTable).default([]);
const StarterFile = z.object({ deny: rules, ask: rules, allow: rules });

let starter: Promise<Policy> | undefined;

/** What was decided about a call. */
export interface Judgement {
  readonly decision: Entry["decision"];
  /** The rule that decided; undefined without an opinion. */
  readonly rule: string | undefined;
  readonly notUnderstood: boolean;
}

/** The starter policy. */
export function starterPolicy(): Promise<Policy> {
  starter ??= policyOf(StarterFile.parse(parseToml(readFileSync(STARTER, "utf8"), "starter.toml")));
  return starter;
}

/** What the starter policy decides about a line of Bash or a call of another tool. */
export async function judgeStarter(call: BypassCall): Promise<Judgement> {
  return judgeBy(await starterPolicy(), call);
}

/** What a policy decides about a line of Bash or a call of another tool. */
export async function judgeBy(policy: Policy, call: BypassCall): Promise<Judgement> {
  const value =
    typeof call === "string"
      ? bash(call)
      : payload({ tool_name: call.tool, tool_input: call.input });
  const entry = await entryOn(value, {}, { policy });
  return {
    decision: entry.decision,
    rule: entry.rule,
    notUnderstood: entry.passthrough_reason === "not_understood",
  };
}

/** A call as a failing test names it: long lines cut, control characters visible. */
export function named(call: BypassCall): string {
  const text = JSON.stringify(call);
  return text.length <= 160 ? text : `${text.slice(0, 120)}…${text.slice(-30)}`;
}
