import { homePaths } from "../files/home.ts";
import { AUTO_RULES } from "../files/rule-history.ts";
import { ruleText } from "../files/rule-texts.ts";
import { tableText } from "../files/toml-places.ts";
import type { RuleChangeLine, RuleRecord } from "../model/history.ts";
import type { RuleTable } from "../model/rule.ts";
import { loadEngine } from "../policy/patterns/pattern.ts";
import { ruleFile } from "./rule-files.ts";

/**
 * A learned rule as it last stood in auto-rules.toml, from the texts that are kept; undefined where
 * it never stood there, or its text is not on record. Throws UnsafeFile.
 */
export async function ruleAsItWas(
  home: string,
  record: RuleRecord,
  history: readonly RuleChangeLine[],
): Promise<{ readonly table: RuleTable; readonly toml: string } | undefined> {
  const last = history.findLast(
    ({ file, after, text_sha256 }) =>
      file === AUTO_RULES && after?.id === record.id && text_sha256 !== undefined,
  );
  const text = ruleText(home, last?.text_sha256 ?? "");
  if (text === undefined) return undefined;
  const then = ruleFile(homePaths(home).autoRules, "auto", () => text, await loadEngine());
  const found = then.rules.find(({ rule }) => rule.id === record.id);
  return found && { table: found.table, toml: tableText(text, found.place) };
}
