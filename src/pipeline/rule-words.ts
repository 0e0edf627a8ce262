import { homePaths } from "../files/home.ts";
import { readRuleWords } from "../files/policy-rules.ts";
import type { Entry } from "../model/entry.ts";
import { BUILTIN } from "../policy/floor/floor.ts";
import type { RuleWords } from "../report/explain-report.ts";

/** What the rule behind an entry says of itself: built in, or from the policy of that time. */
export function ruleWords(home: string, entry: Entry): RuleWords {
  const builtin = Object.entries(BUILTIN).find(([name]) => name === entry.rule);
  if (entry.rule_source === "builtin" && builtin !== undefined) return builtin[1];
  const none = { description: undefined, message: undefined };
  if (entry.rule_id === undefined) return none;
  return readRuleWords(homePaths(home).policies, entry.policy_sha256, entry.rule_id) ?? none;
}
