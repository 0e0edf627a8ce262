import { ConfigError } from "../model/errors.ts";
import { HISTORY, type RuleChangeLine, type RuleTextLine } from "../model/history.ts";
import { appendHistory, readHistory } from "./history.ts";
import { homePaths } from "./home.ts";
import { type LockOwner, tryLock } from "./lock.ts";
import { readPrivateTail } from "./private.ts";
import { keepRuleText } from "./rule-texts.ts";

/** What somebody found who looked at the files of rules. */
export interface RulesFound {
  /** ISO 8601 UTC. */
  readonly at: string;
  /** `hook`, or the command that looked. */
  readonly foundBy: string;
  /** Text of auto-rules.toml, empty where there is none; undefined where it cannot be read. */
  readonly autoRules: string | undefined;
  /** The changes that are not on record yet. */
  readonly changes: (lines: readonly RuleChangeLine[]) => readonly RuleChangeLine[];
}

export const AUTO_RULES = "auto-rules.toml";

/**
 * Appends what is missing in history/rules.jsonl: changed rules, and the text of auto-rules.toml
 * where it is another than the last on record, which is kept first. One process at a time: while
 * another is at it, or has changed auto-rules.toml since it was read, this one leaves it at that,
 * since whoever looks next finds what is still missing.
 */
export function recordRules(home: string, owner: LockOwner, found: RulesFound): void {
  const lock = tryLock(homePaths(home).locks, "rules", owner);
  if ("heldBy" in lock) return;
  try {
    if (found.autoRules !== undefined && found.autoRules !== readAutoRules(home)) return;
    const changes = found.changes(readHistory(home, HISTORY.rules).lines);
    appendHistory(home, HISTORY.ruleTexts, withText(home, found, changes));
  } finally {
    lock.release();
  }
}

/**
 * Text of auto-rules.toml; empty where there is none. Throws UnsafeFile, and ConfigError where it
 * is not UTF-8, which no text would give back byte for byte.
 */
export function readAutoRules(home: string): string {
  const bytes = readPrivateTail(homePaths(home).autoRules, Number.MAX_SAFE_INTEGER)?.bytes;
  const text = bytes?.toString("utf8") ?? "";
  if (bytes === undefined || !text.includes("\uFFFD") || bytes.equals(Buffer.from(text)))
    return text;
  const message = "is not UTF-8. Save it as UTF-8.";
  throw new ConfigError([{ file: AUTO_RULES, path: "", message }]);
}

/** The text of a file is that of the last line about it which names one. */
export function lastText(
  lines: readonly RuleTextLine[],
  file: string,
): (RuleTextLine & { readonly text_sha256: string }) | undefined {
  return lines.flatMap(named).findLast((line) => line.file === file);
}

function named(line: RuleTextLine): (RuleTextLine & { readonly text_sha256: string })[] {
  return line.text_sha256 === undefined ? [] : [{ ...line, text_sha256: line.text_sha256 }];
}

function withText(
  home: string,
  { at, foundBy, autoRules }: RulesFound,
  changes: readonly RuleChangeLine[],
): readonly (RuleChangeLine | RuleTextLine)[] {
  if (autoRules === undefined) return changes;
  const known = lastText(readHistory(home, HISTORY.ruleTexts).lines, AUTO_RULES);
  const text_sha256 = keepRuleText(home, autoRules);
  const told = changes.map((line) => (line.file === AUTO_RULES ? { ...line, text_sha256 } : line));
  const isTold = told.some((line) => line.file === AUTO_RULES);
  if (isTold || known?.text_sha256 === text_sha256) return told;
  return [...told, { v: 1, at, kind: "text", file: AUTO_RULES, text_sha256, found_by: foundBy }];
}
