import type { Call } from "../../model/call.ts";
import type { Expression, Rule } from "../../model/rule.ts";
import { commandPattern } from "../matching/clauses.ts";
import { PATH_FIELDS, valueText } from "../paths/field-values.ts";
import { mayFind, withoutEngine } from "../patterns/pattern.ts";
import { unversioned } from "../usage/versions.ts";

/**
 * Whether a rule is about programs that have nothing to do with a command: most are, and this is
 * quicker to tell than its clauses. `kin`: the program and those used for it.
 */
export function isFarFromCommand(
  rule: Rule,
  { kin, text }: { readonly kin: readonly string[]; readonly text: string },
): boolean {
  const pattern = commandPattern(rule);
  const isNamed =
    rule.program?.some((name) => kin.includes(name) || kin.includes(unversioned(name))) ?? true;
  if (!isNamed && !asksPlaces(rule)) return true;
  if (pattern === undefined || kin.some((name) => pattern.source.includes(name))) return false;
  return withoutEngine((finder) => finder.finds(pattern, text)) === false;
}

/** Whether a rule is about paths that have no name in common with the one of a call. */
export function isFarFromPath(rule: Rule, { input }: Call): boolean {
  for (const field in rule.fields) {
    const expression = rule.fields[field];
    const value = PATH_FIELDS.has(field) ? valueText(input[field]) : undefined;
    if (expression === undefined || value === undefined || mayFind(expression, value)) continue;
    if (sharedNames(plainText(expression), value) === 0) return true;
  }
  return false;
}

/** Whether a rule asks for paths or hosts. */
export function asksPlaces(rule: Rule): boolean {
  return [rule.reads, rule.writes, rule.host].some((asked) => asked !== undefined);
}

/** How many folders and names two texts of paths share, but for those above everybody's files. */
export function sharedNames(told: string, found: string): number {
  const names = new Set(namesIn(told));
  return namesIn(found).filter((name) => !EVERYBODYS.has(name) && names.has(name)).length;
}

const EVERYBODYS = new Set(["home", "Users", "root", "tmp", "private", "var"]);

function namesIn(text: string): readonly string[] {
  return text.match(/[\w-]{2,}/g) ?? [];
}

/** An expression without the signs that stand before a character: `docs\.rs` is docs.rs. */
export function plainText(expression: Expression | undefined): string {
  const source = expression?.source ?? "";
  if (!/[\\?^]/.test(source)) return source;
  return source.replace(/\\(?=\W)/g, "").replace(/[?^]/g, "");
}
