import type { Expression, Rule } from "../model/rule.ts";
import { allHold, commandPattern } from "../policy/matching/clauses.ts";
import { grantPlace, type Judged } from "../policy/matching/matching.ts";
import type { Finder } from "../policy/patterns/pattern.ts";
import { baseName, singleSpaced } from "../policy/shell.ts";

/**
 * Whether a rule may grant a call of which only the beginning is known: what is not there counts in
 * the rule's favour.
 */
export function mayGrantCut(rule: Rule, judged: Judged, finder: Finder): boolean {
  if (!allHold(grantPlace(rule, judged, finder))) return false;
  const { input } = judged.call;
  return Object.entries(rule.fields).every(([name, expression]) => {
    const value = input[name];
    if (typeof value !== "string") return true;
    return name === "command"
      ? mayBeCommand(rule, expression, value)
      : mayGoOn(expression, value, value);
  });
}

/** Whether a whole line may be one that a rule grants alone: told without reading it. */
export function mayBeAlone(rule: Rule, line: string): boolean {
  const expression = commandPattern(rule);
  if (rule.alone !== true || expression === undefined || /\$['"]/.test(line)) return true;
  return mayBeCommand(rule, expression, line);
}

/** Alone it has to begin the line; else it may stand anywhere in it. */
function mayBeCommand(rule: Rule, expression: Expression, line: string): boolean {
  const bare = singleSpaced(line.replace(/["'\\]/g, ""));
  const [called = "", ...rest] = bare.split(" ");
  const text = [baseName(called), ...rest].join(" ");
  return rule.alone === true
    ? mayGoOn(expression, text, bare)
    : textsOf(expression)?.some((each) => bare.includes(each.trim())) !== false;
}

/** Whether a text that begins so, in one of its spellings, may be found. */
function mayGoOn(expression: Expression, ...spelled: readonly string[]): boolean {
  const texts = textsOf(expression);
  if (texts === undefined) return true;
  const { choices } = expression;
  const isWhole = choices?.first === true && choices.end === "text";
  return spelled.some((text) =>
    texts.some((each) => each.startsWith(text) || (!isWhole && text.startsWith(each))),
  );
}

function textsOf({ choices, beginnings }: Expression): readonly string[] | undefined {
  return choices?.first === true ? choices.texts : beginnings;
}
