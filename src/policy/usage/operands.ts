import type { Row } from "../programs/row.ts";
import type { ShellWord } from "../shell.ts";
import type { OptionUse } from "./options.ts";

/** A word with its kind, from the table of programs. */
export interface KindedWord {
  readonly word: ShellWord;
  readonly kind: string;
  readonly by: "operand" | "option";
}

/** Kinds that are programs or patterns of a small language, and stand before the paths. */
const SCRIPTS = new Set(["pattern", "sed", "awk", "jq", "query", "bundle"]);

/** Of two options that turn operands into something, what is worse counts. */
const STRENGTH = ["change", "write", "run", "read"];

/** The operands with their kinds, and why they are more or less than the table expects. */
export function assignOperands(
  operands: readonly ShellWord[],
  row: Row,
  options: readonly OptionUse[],
): { readonly words: readonly KindedWord[]; readonly doubts: readonly string[] } {
  const tokens = row.operands.split(" ");
  const turns = options.map((option) => option.turns);
  const turned = STRENGTH.find((kind) => turns.includes(kind)) ?? turns.find(Boolean);
  const replaced = options.some(
    (option) => option.replacesFirst || option.kinds.some((kind) => SCRIPTS.has(kind)),
  );
  // The letters of a bundle were read as options.
  const kinds = tokens.filter(
    (token) => !token.startsWith("<") && !token.startsWith(">") && !token.startsWith("bundle"),
  );
  const expected = replaced ? kinds.slice(1) : kinds;
  const asks = options.some(
    ({ name }) => name === "-h" || name === "--help" || name === "--version",
  );
  const isNever = kinds.includes("!") && operands.length === 0 && !asks;
  const { words, surplus } = spread(operands, expected);
  const readsProgram = tokens.includes("<run") && !givesProgram(words, options);
  const writesHere =
    (tokens.includes(">here") && turned === undefined) ||
    options.some((option) => option.writesHere);
  return {
    words: [
      ...words.map((each) => turn(each, turned)),
      ...(writesHere ? [{ word: HERE, kind: "here", by: "option" } satisfies KindedWord] : []),
    ],
    doubts: [
      ...(isNever ? ["it is never granted"] : []),
      ...(surplus === undefined ? [] : [`${surplus.text} is one word more than expected`]),
      ...(readsProgram ? ["it reads its program from standard input"] : []),
    ],
  };
}

/** Whether the program comes from the command line, or is not asked for. */
function givesProgram(words: readonly KindedWord[], options: readonly OptionUse[]): boolean {
  const isProgram = (kind: string): boolean => kind === "run" || kind === "query";
  return (
    words.some(({ kind }) => isProgram(kind)) ||
    options.some(
      (option) =>
        option.replacesFirst ||
        option.turns !== undefined ||
        option.kinds.some(isProgram) ||
        option.name === "--help" ||
        option.name === "--version",
    )
  );
}

const HERE: ShellWord = { text: ".", content: { kind: "fixed" } };

function turn(each: KindedWord, turned: string | undefined): KindedWord {
  if (turned === undefined || SCRIPTS.has(each.kind)) return each;
  return { ...each, kind: turned, by: "option" };
}

/** `read* write`: what stands after the repeated kind is taken from the end. */
function spread(
  operands: readonly ShellWord[],
  kinds: readonly string[],
): { readonly words: readonly KindedWord[]; readonly surplus: ShellWord | undefined } {
  if (kinds.includes("none")) return { words: [], surplus: operands[0] };
  const star = kinds.findIndex((kind) => kind.endsWith("*"));
  const before = star < 0 ? kinds : kinds.slice(0, star);
  const after = star < 0 ? [] : kinds.slice(star + 1);
  const starred = star < 0 ? undefined : kinds[star]?.slice(0, -1);
  const tail = Math.min(after.length, Math.max(0, operands.length - before.length));
  const words: KindedWord[] = [];
  let surplus: ShellWord | undefined;
  operands.forEach((word, index) => {
    const fromEnd = operands.length - index;
    const kind = before[index] ?? (fromEnd <= tail ? after[after.length - fromEnd] : starred);
    if (kind === undefined && words.some((each) => each.kind === "run")) {
      // What stands behind a script is the script's own.
      words.push({ word, kind: "text", by: "operand" });
    } else if (kind === undefined) surplus ??= word;
    else words.push({ word, kind: kind.endsWith("?") ? kind.slice(0, -1) : kind, by: "operand" });
  });
  // A word alone is read and written: `install x`.
  const alone = operands.length === 1 && tail === 1 && starred !== undefined && before.length === 0;
  return {
    words: alone ? words.map((each) => ({ ...each, kind: "change" })) : words,
    surplus,
  };
}
