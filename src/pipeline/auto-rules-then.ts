import { readHistory } from "../files/history.ts";
import { AUTO_RULES, lastText, readAutoRules } from "../files/rule-history.ts";
import { ruleText } from "../files/rule-texts.ts";
import { HISTORY } from "../model/history.ts";
import { sha256 } from "../model/sha256.ts";

/** auto-rules.toml as it was at a time, or why that is not known. */
export type TextThen =
  | {
      readonly kind: "known";
      readonly text: string;
      readonly sha256: string;
      /** When it was first seen so, ISO 8601 UTC, and by whom; null of the file as it is now. */
      readonly since: string | null;
      readonly foundBy: string | null;
    }
  | { readonly kind: "unknown"; readonly reason: string };

/**
 * The text of auto-rules.toml that was last on record at `asOf` (ISO 8601 UTC), byte for byte.
 * Throws UnsafeFile.
 */
export function autoRulesThen(home: string, asOf: string): TextThen {
  const all = readHistory(home, HISTORY.ruleTexts).lines;
  const lines = all.filter(({ file, at }) => file === AUTO_RULES && at <= asOf);
  const last = lines.at(-1);
  if (last === undefined) return unknown(beginning(all.find(({ file }) => file === AUTO_RULES)));
  const named = lastText([last], AUTO_RULES);
  if (named === undefined) return unknown(`the change of ${last.at} names no text`);
  const { text_sha256: sha, at: since, found_by: foundBy } = named;
  const text = ruleText(home, sha);
  if (text === undefined) return unknown(`policies/${sha}.toml is missing, or was changed since`);
  return { kind: "known", text, sha256: sha, since, foundBy };
}

/** The text of auto-rules.toml as it is. Throws UnsafeFile. */
export function autoRulesNow(home: string): TextThen {
  const text = readAutoRules(home);
  return { kind: "known", text, sha256: sha256(text), since: null, foundBy: null };
}

/** What `rules list --toml --json` prints: a contract that never changes its meaning. */
export function textJson(then: TextThen, asOf: string): object {
  const frame = { version: 1, as_of: asOf };
  if (then.kind === "unknown") return { ...frame, text: null, reason: then.reason };
  const { text, sha256: text_sha256, since, foundBy: found_by } = then;
  return { ...frame, text, text_sha256, since, found_by };
}

function unknown(reason: string): TextThen {
  return { kind: "unknown", reason };
}

function beginning(first: { readonly at: string } | undefined): string {
  return first === undefined ? "nothing is on record yet" : `its record begins at ${first.at}`;
}
