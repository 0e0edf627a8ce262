import type { Expression } from "../../model/rule.ts";
import { alternativesOf } from "../patterns/alternatives.ts";
import { areKin } from "./kin-programs.ts";

/** More alternatives are not told apart. */
const MAX_BEGINNINGS = 40;

/**
 * The texts that what an expression finds may begin with, as far as its source tells:
 * `^(npm|yarn) (run )?test` gives `npm ` and `yarn `; `.*x` gives none. Of a
 * list: those of more than a word, since one of many would be near whatever the program does.
 */
export function beginningsOf(expression: Expression): readonly string[] {
  if (expression.choices !== undefined) return expression.choices.texts;
  const texts = alternativesOf(expression).flatMap(beginningsOfSource);
  return expression.alternatives === undefined
    ? texts
    : texts.filter((text) => text.trim().includes(" "));
}

function beginningsOfSource(source: string): readonly string[] {
  let texts = [""];
  let rest = source.replace(/^\^/, "");
  for (;;) {
    const [whole = "", letter, group] = PART.exec(rest) ?? [];
    const after = rest.slice(whole.length);
    // What may be left out or repeated is nothing to begin with.
    if (whole === "" || /^[?*+{]/.test(after)) break;
    const said = group === undefined ? [letter ?? ""] : group.split("|");
    if (texts.length * said.length > MAX_BEGINNINGS) break;
    texts = texts.flatMap((text) => said.map((one) => text + one.replace(/\\(?=\W)/g, "")));
    rest = after;
  }
  return hasTopLevelChoice(rest) ? [] : texts.filter((text) => text !== "");
}

/** One character that stands for itself, or a group of plain alternatives. */
const PART =
  /^(?:([^\\^$.|?*+()[\]{}]|\\[-./: ])|\((?:\?:)?((?:[^\\^$.|?*+()[\]{}]|\\[-./]|\|)+)\))/;

/** Whether `|` stands outside every bracket: then there are other beginnings. */
export function hasTopLevelChoice(source: string): boolean {
  let depth = 0;
  for (let at = 0; at < source.length; at += 1) {
    const character = source[at];
    if (character === "\\") at += 1;
    else if (character === "(" || character === "[") depth += 1;
    else if (character === ")" || character === "]") depth -= 1;
    else if (character === "|" && depth === 0) return true;
  }
  return false;
}

/**
 * How far the beginning of a command is from what was expected. Rank 0: one word is another one
 * or too many, and more than the program agrees, or it is a program used for the other. 2: the
 * word after the program is another one. 3: only the program agrees. Undefined: not even that.
 */
export function wordsApart(
  expected: string,
  found: readonly string[],
): { readonly rank: number; readonly shared: number } | undefined {
  const wanted = expected.trim().split(/ +/);
  const [program = ""] = found;
  const same = wanted.filter((word, index) => found[index] === word).length;
  const oneOff = wanted.length > 1 && same === wanted.length - 1 && found.length >= wanted.length;
  if (wanted[0] !== program) {
    return oneOff && areKin(wanted[0] ?? "", program) ? { rank: 0, shared: same } : undefined;
  }
  if (oneOff) return { rank: same === 1 ? 2 : 0, shared: same };
  return hasOneMore(wanted, found) ? { rank: 0, shared: wanted.length } : { rank: 3, shared: same };
}

/** `git --no-pager log` for `git log`. */
function hasOneMore(wanted: readonly string[], found: readonly string[]): boolean {
  const at = wanted.findIndex((word, index) => found[index] !== word);
  return at > 0 && wanted.slice(at).every((word, index) => found[at + 1 + index] === word);
}
