import type { Expression, PathGlob, Rule } from "../../model/rule.ts";
import { alternativesOf } from "../patterns/alternatives.ts";
import { programShape } from "../usage/program-shapes.ts";

/**
 * What can be told of rules by looking at them alone. What takes examples to be judged is asked
 * by whoever has them.
 */

/**
 * Whether the first rule fires on (or covers) everything that the second does, as far as their
 * clauses tell: none that the second has not, and each as wide. False where it cannot be told.
 */
export function isWider(wide: Rule, narrow: Rule): boolean {
  return (
    wide.kind === narrow.kind &&
    widerExpression(wide.tool, narrow.tool) &&
    LISTS.every((key) => widerList(textsOf(wide[key]), textsOf(narrow[key]))) &&
    Object.entries(wide.fields).every(([name, expression]) => {
      const own = narrow.fields[name];
      return own !== undefined && widerExpression(expression, own);
    }) &&
    Object.entries(wide.exclude).every(([name, expression]) => {
      const own = narrow.exclude[name];
      return own !== undefined && holdsAll(own, expression);
    }) &&
    (wide.cwd === undefined || wide.cwd === narrow.cwd) &&
    (wide.alone !== true || narrow.alone === true) &&
    (wide.expires === undefined || (narrow.expires !== undefined && narrow.expires <= wide.expires))
  );
}

/** More of these fit more calls, of every kind of rule. */
const LISTS = ["program", "subcommand", "flags", "reads", "writes", "host"] as const;

/**
 * Why an expression on `command` grants more than it says; undefined where every alternative
 * begins at the start of the command and none spans whatever comes.
 */
export function unanchored(source: string): string | undefined {
  const plain = source.replace(/^\(\?[a-z]+\)/, "");
  const loose = alternatives(plain).find((part) => !isAnchored(part));
  if (loose !== undefined) {
    return loose === plain
      ? "is found anywhere in a command. Begin it with ^"
      : `holds an alternative that is found anywhere: ${loose}. Begin it with ^ or put the choice into parentheses`;
  }
  // Further on the table knows the options, and what they do; a sub-command is another matter.
  const [, program = ""] = /^\^?[(?:]*([\w.-]*)[^\w.]*\.[*+]/.exec(plain) ?? [];
  const isOpen = /^\^?[(?:]*\.[*+]/.test(plain) || programShape(program) !== undefined;
  return isOpen ? "lets any program or sub-command stand at its start" : undefined;
}

/** Whether a rule's time is over. `now` is ISO 8601 UTC. */
export function isExpired(rule: Rule, now: string): boolean {
  return rule.expires !== undefined && rule.expires <= now;
}

function textsOf(
  values: readonly (string | PathGlob)[] | undefined,
): readonly string[] | undefined {
  return values?.map((value) => (typeof value === "string" ? value : value.glob));
}

function widerList(
  wide: readonly string[] | undefined,
  narrow: readonly string[] | undefined,
): boolean {
  if (wide === undefined) return true;
  return narrow?.every((each) => wide.includes(each)) ?? false;
}

/** All that is in the second list is in the first; of two without a list: the same text. */
function holdsAll(list: Expression, other: Expression): boolean {
  const own = alternativesOf(list);
  return alternativesOf(other).every((each) => own.includes(each));
}

/** The same texts, or a choice of texts each of which the wider one finds wherever it stands. */
function widerExpression(wide: Expression, narrow: Expression): boolean {
  if (wide.source === narrow.source || holdsAll(wide, narrow)) return true;
  const [all, some] = [wide.choices, narrow.choices];
  if (all === undefined || some === undefined) return false;
  return some.texts.every((text) =>
    all.texts.some((choice) => {
      if (all.end === "any")
        return all.first ? some.first && text.startsWith(choice) : text.includes(choice);
      return text === choice && all.end === some.end && (!all.first || some.first);
    }),
  );
}

function isAnchored(part: string): boolean {
  if (part.startsWith("^") || part.startsWith("\\A")) return true;
  const group = /^\((?:\?:|\?P?<\w+>)?/.exec(part);
  if (group === null) return false;
  const inner = part.slice(group[0].length, closing(part));
  return alternatives(inner).every(isAnchored);
}

/** The parts between the `|` that stand in no group and no class. */
function alternatives(source: string): string[] {
  const parts = [""];
  let depth = 0;
  let inClass = false;
  for (let at = 0; at < source.length; at += 1) {
    const character = source[at] ?? "";
    const escaped = character === "\\" ? (source[at + 1] ?? "") : "";
    if (escaped !== "") at += 1;
    else if (inClass) inClass = character !== "]";
    else if (character === "[") inClass = true;
    else if (character === "(") depth += 1;
    else if (character === ")") depth -= 1;
    if (character === "|" && depth === 0 && !inClass) parts.push("");
    else parts.push(`${parts.pop() ?? ""}${character}${escaped}`);
  }
  return parts;
}

/** Where the group that a text begins with ends. */
function closing(source: string): number {
  let depth = 0;
  let inClass = false;
  for (let at = 0; at < source.length; at += 1) {
    const character = source[at];
    if (character === "\\") at += 1;
    else if (inClass) inClass = character !== "]";
    else if (character === "[") inClass = true;
    else if (character === "(") depth += 1;
    else if (character === ")") {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return source.length;
}
