import type { ParameterExpansionPart, Word, WordPart } from "unbash";
import { FIXED, type ShellWord, type WordContent } from "../shell.ts";
import { expandBraces } from "./braces.ts";

/** Answers what a variable holds at a place of the line. */
export type LookUp = (name: string) => WordContent;

/** Words that one word may become by braces and blanks; more are `unknown`. */
const MAX_WORDS = 64;
/** Values that one word may have; more are `unknown`. */
const MAX_VALUES = 64;

/** One text that a word can be; a pattern stands for the names that fit it. */
interface Value {
  readonly text: string;
  readonly glob: boolean;
}

/** A word as it grows, part by part. */
interface Growing {
  /** All that it can be so far. */
  readonly values: readonly Value[];
  /** Set once a part is not known. */
  readonly open: WordContent | undefined;
}

const EMPTY: Growing = { values: [{ text: "", glob: false }], open: undefined };

/**
 * The words that the shell makes of one: several where braces or blanks in a variable split it,
 * none for an empty unquoted variable. Expansions whose value is known are put in.
 */
export function readWord(word: Word, lookUp: LookUp): ShellWord[] {
  // `~user`, `~+`: somebody's folder; a plain `~` is the account's own.
  if (word.text.startsWith("~") && /^~[^/]/.test(word.text))
    return [open(word.value, "another account's folder")];
  if (isOfZsh(word)) return [open(word.value, "an expansion of zsh")];
  if (word.parts === undefined) return [{ text: word.value, content: FIXED }];
  const braces = expandBraces(word);
  if (braces === undefined) return [open(word.value, "braces")];
  const made = braces.flatMap((parts) => wordOf(parts, word, lookUp));
  return made.length > MAX_WORDS ? [open(word.value, "too many words")] : made;
}

/** `$~x` and its kin, and `$x[y]`, whose subscript zsh evaluates. */
function isOfZsh({ text, value, parts }: Word): boolean {
  if (parts === undefined) return text === value && text.includes("$") && /\$[~=^]/.test(text);
  const all = parts.flatMap((part): readonly WordPart[] =>
    part.type === "DoubleQuoted" ? part.parts : [part],
  );
  return all.some(
    (part, index) =>
      part.type === "SimpleExpansion" && /^\[(?!\d+\]|[@*]\])/.test(all[index + 1]?.text ?? ""),
  );
}

function wordOf(parts: readonly WordPart[], word: Word, lookUp: LookUp): ShellWord[] {
  const read = parts.map((part) => readPart(part, lookUp));
  const { values, open: unclear } = read.reduce<Growing>(joined, EMPTY);
  const splits = read.some(
    (each) => each.splits && each.values.some(({ text }) => /\s/.test(text)),
  );
  const [only = { text: "", glob: false }, ...others] = values;
  if (unclear !== undefined) {
    return [{ text: others.length === 0 ? only.text : word.value, content: unclear }];
  }
  if (values.length > MAX_VALUES) return [open(word.value, "a variable of many values")];
  if (others.length === 0) return splits ? splitWords(only) : [wordFrom(only)];
  if (splits) return [open(word.value, "a variable that holds several words")];
  const alternatives = [...new Map(values.map((value) => [value.text, wordFrom(value)])).values()];
  return [{ text: word.value, content: { kind: "known", values: alternatives } }];
}

function splitWords({ text, glob }: Value): ShellWord[] {
  return text
    .split(/\s+/)
    .filter((each) => each !== "")
    .map((each) => wordFrom({ text: each, glob }));
}

function wordFrom({ text, glob }: Value): ShellWord {
  return { text, content: glob ? { kind: "glob" } : FIXED };
}

interface Read extends Growing {
  /** Whether blanks in it part words: an expansion outside quotes. */
  readonly splits: boolean;
}

function readPart(part: WordPart, lookUp: LookUp): Read {
  switch (part.type) {
    case "Literal":
    case "SingleQuoted":
    case "AnsiCQuoted":
      return known([part.value], false);
    case "DoubleQuoted":
    case "LocaleString":
      return quoted(part.parts, lookUp);
    case "ExtendedGlob":
      // In zsh a bracket behind a pattern may run something: `*(e:id:)`.
      return unknown(part.text, "an extended pattern");
    case "Glob":
      return { values: [{ text: part.text, glob: true }], open: undefined, splits: false };
    case "SimpleExpansion":
      return variable(part.text.slice(1), part.text, lookUp);
    case "ParameterExpansion":
      return parameter(part, lookUp);
    case "CommandExpansion":
      return commandOutput(part.text);
    case "ArithmeticExpansion":
      return opened(part.text, { kind: "number" });
    case "ProcessSubstitution":
      return opened(part.text, { kind: "stream" });
    default:
      return unknown(part.text, "braces");
  }
}

function quoted(parts: readonly WordPart[], lookUp: LookUp): Read {
  const read = parts.map((part) => readPart(part, lookUp));
  const { values, open: unclear } = read.reduce<Growing>(joined, EMPTY);
  // Quotes keep a pattern from being one.
  const plain = values.map(({ text }) => ({ text, glob: false }));
  return { values: plain, open: unclear, splits: false };
}

/** `$(pwd)` and the project's root are known; the rest is what a command says. */
function commandOutput(text: string): Read {
  const inner = text.replace(/^\$\(|^`|\)$|`$/g, "").trim();
  if (/^pwd(?: -P)?$/.test(inner)) return known(["."], false);
  if (/^git rev-parse --show-toplevel(?: 2>\/dev\/null)?$/.test(inner)) {
    return known(["$CLAUDE_PROJECT_DIR"], false);
  }
  return opened(text, { kind: "output" });
}

function variable(name: string, text: string, lookUp: LookUp): Read {
  // Between words IFS is blank, and a way to write one that no string search finds.
  if (name === "IFS") return known([" "], true);
  const content = lookUp(name);
  if (content.kind !== "known") return opened(text, content);
  const values = content.values.map((word) => ({
    text: word.text,
    glob: word.content.kind === "glob",
  }));
  return { values, open: undefined, splits: true };
}

function parameter(part: ParameterExpansionPart, lookUp: LookUp): Read {
  const { operation, prefix, index, parameter: name, text } = part;
  if (prefix === "#") return opened(text, { kind: "number" });
  if (prefix === "!" || operation?.type === "Transform" || operation?.type === "Unknown") {
    return unknown(text, "an indirect expansion");
  }
  if (index !== undefined && !/^(?:[@*]|\d+)$/.test(index.value))
    return unknown(text, "a subscript");
  const plain = variable(name, text, lookUp);
  if (operation === undefined) return plain;
  if (operation.type === "Default") return either(plain, readDefault(operation, lookUp), text);
  // A part or another spelling of it: no longer a path that we know.
  const tells = plain.open === undefined || plain.open.kind !== "unknown";
  return tells ? opened(text, { kind: "output" }) : plain;
}

function readDefault(
  operation: { readonly operator: string; readonly operand: Word },
  lookUp: LookUp,
): Read {
  const [only, ...others] = readWord(operation.operand, lookUp);
  if (only === undefined) return known([""], false);
  if (others.length > 0) return unknown(operation.operand.text, "a default of several words");
  if (only.content.kind === "fixed") return known([only.text], true);
  if (only.content.kind !== "known") return opened(only.text, only.content);
  return known(
    only.content.values.map((word) => word.text),
    true,
  );
}

/** `${x:-y}`: what x holds, or y; of a variable that nobody knows only y is to be seen. */
function either(a: Read, b: Read, text: string): Read {
  if (a.open === undefined && b.open === undefined) {
    return { values: [...a.values, ...b.values], open: undefined, splits: true };
  }
  if (a.open !== undefined && b.open === undefined) return { ...b, open: a.open, splits: false };
  return opened(text, a.open ?? b.open ?? { kind: "output" });
}

function joined(a: Growing, b: Growing): Growing {
  const values = a.values.flatMap((left) =>
    b.values.map((right) => ({ text: left.text + right.text, glob: left.glob || right.glob })),
  );
  return { values: values.slice(0, MAX_VALUES + 1), open: worse(a.open, b.open) };
}

const RANK = ["number", "output", "stream", "below", "unknown"];

function worse(a: WordContent | undefined, b: WordContent | undefined): WordContent | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return RANK.indexOf(a.kind) >= RANK.indexOf(b.kind) ? a : b;
}

function known(texts: readonly string[], splits: boolean): Read {
  return { values: texts.map((text) => ({ text, glob: false })), open: undefined, splits };
}

function opened(text: string, content: WordContent): Read {
  return { values: [{ text, glob: false }], open: content, splits: false };
}

function unknown(text: string, what: string): Read {
  return opened(text, { kind: "unknown", what });
}

function open(text: string, what: string): ShellWord {
  return { text, content: { kind: "unknown", what } };
}
