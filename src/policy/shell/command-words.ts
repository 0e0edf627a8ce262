import type { Command, Redirection, Word } from "unbash";
import { type Assigned, FIXED, type ShellRedirect, type ShellWord } from "../shell.ts";
import { type LookUp, readWord } from "./shell-words.ts";
import type { CommandInput } from "./simple-command.ts";

/** How many commands one with variables may become, one for each value. */
const MAX_VARIANTS = 24;

/** The words once for each value that they may have; where that is too often, as they are. */
export function variants(words: readonly ShellWord[]): (readonly ShellWord[])[] {
  let made: (readonly ShellWord[])[] = [[]];
  for (const word of words) {
    const values = word.content.kind === "known" ? word.content.values : [word];
    const isTooMany = made.length * values.length > MAX_VARIANTS;
    made = isTooMany
      ? made.map((list) => [...list, word])
      : made.flatMap((list) => values.map((value) => [...list, value]));
  }
  return made;
}

export function assignedBy(node: Command, lookUp: LookUp): readonly Assigned[] {
  const exports = ["export", "declare", "typeset"].includes(node.name?.value ?? "");
  const items = [...node.prefix, ...node.args].filter((item) => item.type === "Assignment");
  return [
    ...readInto(node),
    ...items.map(({ name, value }) => {
      const [only, ...others] = value.type === "Word" ? readWord(value, lookUp) : [];
      const isFixed = only?.content.kind === "fixed" && others.length === 0;
      return {
        name,
        exported:
          exports ||
          (node.name !== undefined &&
            node.prefix.some((one) => one.type === "Assignment" && one.name === name)),
        value: isFixed ? only.text : undefined,
      };
    }),
  ];
}

/** Builtins that give the variables of their operands a value. */
const READERS = new Set(["read", "mapfile", "readarray", "getopts"]);

/** `read PATH`, `printf -v PATH`: variables that get what nobody knows. */
function readInto(node: Command): readonly Assigned[] {
  const program = node.name?.value ?? "";
  const words = node.args.map((item) => item.text);
  const named = program === "printf" && words[0] === "-v" ? words.slice(1, 2) : words;
  if (!READERS.has(program) && named === words) return [];
  return named
    .filter((text) => /^[A-Za-z_]\w*$/.test(text))
    .map((name) => ({ name, exported: false, value: undefined }));
}

export function redirect(item: Redirection, lookUp: LookUp): ShellRedirect[] {
  if (item.type === "HereDoc")
    return [{ operator: item.operator, target: textWord(item.body, lookUp) }];
  if (item.target === undefined) return [];
  if (item.type === "HereString") {
    return [{ operator: item.operator, target: textWord(item.target, lookUp) }];
  }
  return readWord(item.target, lookUp)
    .flatMap((word) => (word.content.kind === "known" ? word.content.values : [word]))
    .map((target) => ({ operator: item.operator, target }));
}

/** What a here-document or here-string puts in; its text is data and no path. */
function textWord(
  { pos, end, text, parts }: Pick<Word, "pos" | "end" | "text" | "parts">,
  lookUp: LookUp,
): ShellWord {
  const read = readWord({ type: "Word", pos, end, text, value: text, parts }, lookUp);
  const unclear = read.find(({ content }) => content.kind === "unknown");
  return { text: "", content: unclear?.content ?? FIXED };
}

/** A here-document, a here-string or a file in the place of what the pipe brings. */
export function inputOf(redirects: readonly Redirection[], input: CommandInput): CommandInput {
  const texts = redirects.flatMap((item) => {
    if (item.type === "HereDoc") return [item.body.text];
    return item.type === "HereString" ? [item.target?.value ?? ""] : [];
  });
  if (texts.length > 0) return { piped: false, text: texts.join("\n") };
  const fromFile = redirects.some((item) => item.type === "Redirect" && item.operator === "<");
  return fromFile ? { piped: true } : input;
}
