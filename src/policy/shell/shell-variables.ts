import { type Command, forEachChild, type SyntaxNode, type Word } from "unbash";
import { FIXED, type ShellWord, type WordContent } from "../shell.ts";
import type { ReadingBudget } from "./reading-budget.ts";
import { readWord } from "./shell-words.ts";

/** Variables of the environment that hold nothing secret and lead nowhere. */
const HARMLESS = new Set(
  "PATH USER LOGNAME SHELL LANG LC_ALL TERM HOSTNAME COLUMNS LINES EDITOR NODE_ENV CI TZ GOPATH GOROOT OSTYPE MACHTYPE BASH_VERSION VIRTUAL_ENV ? # $ ! - 0 RANDOM SECONDS LINENO EPOCHSECONDS PIPESTATUS UID EUID PPID OPTIND OPTARG REPLY".split(
    " ",
  ),
);

const NUMBERS = new Set(
  "? # $ ! RANDOM SECONDS LINENO EPOCHSECONDS UID EUID PPID OPTIND".split(" "),
);

/** Folders that a variable names by convention; `absolutePath` knows `~` and the project. */
const FOLDERS: Readonly<Record<string, string>> = {
  HOME: "~",
  PWD: ".",
  TMPDIR: "/tmp",
  CLAUDE_PROJECT_DIR: "$CLAUDE_PROJECT_DIR",
};

/** Builtins that give their operands a value. */
const READERS = new Set(["read", "mapfile", "readarray", "getopts"]);
const DECLARERS = new Set(["export", "declare", "local", "readonly", "typeset"]);
/** Values that a line gives to one variable: more are not followed. */
const MAX_WORDS = 64;

/** What a script says of its variables. */
export interface Variables {
  readonly lookUp: (name: string) => WordContent;
  /** The names that only ever hold whole numbers: counters of loops. */
  readonly numbers: ReadonlySet<string>;
}

/**
 * The variables of a script. Assignments count wherever they stand: a loop may bring them earlier.
 * What lies deeper than `budget` allows is not seen, and the line is then not understood.
 */
export function variablesOf(script: SyntaxNode, budget: ReadingBudget): Variables {
  const found: Collected = { given: new Map(), counted: new Set(), nodes: budget.nodes };
  collect(script, found, budget.nesting);
  const numbers = numbersOf(found);
  const known = new Map<string, WordContent>();
  const lookUp = (name: string): WordContent => {
    const before = known.get(name);
    if (before !== undefined) return before;
    // A variable made of itself holds anything.
    known.set(name, { kind: "unknown", what: `the variable ${name}` });
    const content = variableContent(name, found.given.get(name), numbers, lookUp);
    known.set(name, content);
    return content;
  };
  return { lookUp, numbers };
}

function variableContent(
  name: string,
  words: readonly (Word | undefined)[] | undefined,
  numbers: ReadonlySet<string>,
  lookUp: (name: string) => WordContent,
): WordContent {
  if (words === undefined) return outerVariable(name);
  if (numbers.has(name) && words.some((word) => word?.parts !== undefined))
    return { kind: "number" };
  if (words.length > MAX_WORDS) return { kind: "unknown", what: `the variable ${name}` };
  const read = words.flatMap((word): ShellWord[] =>
    word === undefined ? [{ text: "", content: { kind: "output" } }] : readWord(word, lookUp),
  );
  return contentOf(read, name);
}

function numbersOf({ given, counted }: Collected): ReadonlySet<string> {
  const isNumber = (word: Word | undefined): boolean =>
    word !== undefined &&
    (/^-?\d+$/.test(word.value) ||
      /^\{-?\d+\.\.-?\d+\}$/.test(word.text) ||
      /^\$\(seq [\d ]+\)$/.test(word.text) ||
      (word.parts?.every((part) => part.type === "ArithmeticExpansion") ?? false));
  const numbers = new Set(counted);
  for (const [name, words] of given) {
    if (words.every(isNumber)) numbers.add(name);
    else numbers.delete(name);
  }
  return numbers;
}

function contentOf(words: readonly ShellWord[], name: string): WordContent {
  const all = words.flatMap((word) =>
    word.content.kind === "known" ? word.content.values : [word],
  );
  const unclear = all.find(({ content }) => content.kind === "unknown");
  if (unclear !== undefined) return { kind: "unknown", what: `the variable ${name}` };
  const known = all.every(({ content }) => content.kind === "fixed" || content.kind === "glob");
  return known ? { kind: "known", values: all } : { kind: "output" };
}

function outerVariable(name: string): WordContent {
  const folder = Object.hasOwn(FOLDERS, name) ? FOLDERS[name] : undefined;
  if (folder !== undefined) return { kind: "known", values: [{ text: folder, content: FIXED }] };
  if (NUMBERS.has(name)) return { kind: "number" };
  if (HARMLESS.has(name)) return { kind: "output" };
  return { kind: "unknown", what: `the variable ${name}` };
}

interface Collected {
  /** Every value that is given to a name; undefined: read or counted. */
  readonly given: Map<string, (Word | undefined)[]>;
  readonly counted: Set<string>;
  nodes: number;
}

function collect(node: SyntaxNode, found: Collected, nesting: number): void {
  found.nodes -= 1;
  const left = node.type === "Script" ? nesting - 1 : nesting;
  if (left < 0 || found.nodes < 0) return;
  if (node.type === "For" || node.type === "Select") {
    give(found, node.name.value, node.wordlist ?? [undefined]);
  }
  if (node.type === "Command") collectCommand(node, found);
  if (node.type === "ArithmeticCommand") countersIn(node.body, found.counted);
  if (node.type === "ArithmeticExpansion") countersIn(node.text, found.counted);
  if (node.type === "ArithmeticBinary" && /^[^=!<>]*=$/.test(node.operator)) {
    if (node.left.type === "ArithmeticWord") found.counted.add(node.left.value);
  }
  forEachChild(node, (child) => collect(child, found, left));
}

function collectCommand(node: Command, found: Collected): void {
  const name = node.name?.value ?? "";
  // `A=1 cmd` sets A for cmd alone; what cmd's words hold was put in before.
  const own = node.name === undefined ? node.prefix : DECLARERS.has(name) ? node.args : [];
  for (const item of own) {
    if (item.type !== "Assignment") continue;
    const words = item.value.type === "Word" ? [item.value] : item.value.elements;
    give(found, item.name, item.append === true ? [...words, undefined] : words);
  }
  if (!READERS.has(name)) return;
  for (const item of node.args) {
    if (/^[A-Za-z_]\w*$/.test(item.text)) give(found, item.text, [undefined]);
  }
}

function give({ given }: Collected, name: string, words: readonly (Word | undefined)[]): void {
  const list = given.get(name);
  if (list === undefined) given.set(name, [...words]);
  else list.push(...words);
}

/** Names that arithmetic itself gives a value: `i=0`, `i++`. */
function countersIn(text: string, counted: Set<string>): void {
  for (const [, name] of text.matchAll(/\b([A-Za-z_]\w*)\s*(?:[-+*/%]?=(?!=)|\+\+|--)/g)) {
    if (name !== undefined) counted.add(name);
  }
}
