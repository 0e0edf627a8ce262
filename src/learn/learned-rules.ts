import { parseAutoRules } from "../files/read-config.ts";
import { AUTO_RULES, readAutoRules } from "../files/rule-history.ts";
import type { Rule, RuleTable } from "../model/rule.ts";
import { loadEngine } from "../policy/patterns/pattern.ts";
import { compileRules } from "../policy/rules/compile-rules.ts";

const ORIGIN = { file: AUTO_RULES, kind: "allow", source: "auto" } as const;

/** A rule of auto-rules.toml, as it is written and as it is judged. */
export interface LearnedRule {
  readonly index: number;
  readonly table: RuleTable;
  readonly rule: Rule;
}

export interface LearnedRules {
  /** Of the whole file. */
  readonly text: string;
  readonly rules: readonly LearnedRule[];
}

/** auto-rules.toml as it is now. Throws UnsafeFile, and ConfigError where it is wrong. */
export async function learnedRules(home: string): Promise<LearnedRules> {
  const text = readAutoRules(home);
  const tables = parseAutoRules(text, AUTO_RULES).allow;
  const compiled = compileRules(tables, ORIGIN, await loadEngine());
  const rules = tables.flatMap((table, index): LearnedRule[] => {
    const rule = compiled.rules[index];
    return rule === undefined ? [] : [{ index, table, rule }];
  });
  return { text, rules };
}

/** A table as it is judged once it is learned; undefined where it holds a mistake. */
export async function ruleOf(table: RuleTable): Promise<Rule | undefined> {
  const { rules, problems } = compileRules([table], ORIGIN, await loadEngine());
  return problems.length > 0 ? undefined : rules[0];
}
