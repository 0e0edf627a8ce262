import { type Assignment, forEachChild, type SyntaxNode, type Word } from "unbash";
import { FIXED, type ShellWord, type WordContent } from "./shell.ts";
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
/** A variable of variables of …: more is not followed. */
const MAX_DEPTH = 5;

/** The variables of a line. Assignments count wherever they stand: a loop may bring them earlier. */
export function variablesOf(script: SyntaxNode): (name: string) => WordContent {
  const given = new Map<string, (Word | undefined)[]>();
  collect(script, given);
  const numbers = numbersOf(script);
  const lookUp = (name: string, depth: number): WordContent => {
    const words = given.get(name);
    if (numbers.has(name) && words?.some((word) => word?.parts !== undefined) === true) {
      return { kind: "number" };
    }
    if (words === undefined) return outerVariable(name);
    if (depth >= MAX_DEPTH) return { kind: "unknown", what: `the variable ${name}` };
    const read = words.flatMap((word) =>
      word === undefined
        ? [{ text: "", content: { kind: "output" } } satisfies ShellWord]
        : readWord(word, (other) => lookUp(other, depth + 1)),
    );
    return contentOf(read, name);
  };
  return (name) => lookUp(name, 0);
}

/** The names that only ever hold whole numbers: counters of loops. */
export function numbersOf(script: SyntaxNode): ReadonlySet<string> {
  const given = new Map<string, (Word | undefined)[]>();
  const counted = new Set<string>();
  collect(script, given, counted);
  const isNumber = (word: Word | undefined): boolean =>
    word !== undefined &&
    (/^-?\d+$/.test(word.value) ||
      /^\{-?\d+\.\.-?\d+\}$/.test(word.text) ||
      /^\$\(seq [\d ]+\)$/.test(word.text) ||
      (word.parts?.every((part) => part.type === "ArithmeticExpansion") ?? false));
  for (const [name, words] of given) if (words.every(isNumber)) counted.add(name);
  for (const [name, words] of given) if (!words.every(isNumber)) counted.delete(name);
  return counted;
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

type Collected = Map<string, (Word | undefined)[]>;

function collect(node: SyntaxNode, given: Collected, counted?: Set<string>): void {
  const add = (name: string, words: readonly (Word | undefined)[]): void => {
    given.set(name, [...(given.get(name) ?? []), ...words]);
  };
  if (node.type === "For" || node.type === "Select") {
    add(node.name.value, node.wordlist ?? [undefined]);
  }
  if (node.type === "Command") {
    const name = node.name?.value ?? "";
    // `A=1 cmd` sets A for cmd alone; what cmd's words hold was put in before.
    const own = node.name === undefined ? node.prefix : DECLARERS.has(name) ? node.args : [];
    for (const item of own) if (item.type === "Assignment") addAssignment(item, add);
    if (READERS.has(name)) {
      for (const item of node.args)
        if (/^[A-Za-z_]\w*$/.test(item.text)) add(item.text, [undefined]);
    }
  }
  if (counted !== undefined && "body" in node && node.type === "ArithmeticCommand") {
    countersIn(node.body, counted);
  }
  if (counted !== undefined && node.type === "ArithmeticExpansion") countersIn(node.text, counted);
  if (
    counted !== undefined &&
    node.type === "ArithmeticBinary" &&
    /^[^=!<>]*=$/.test(node.operator)
  ) {
    if (node.left.type === "ArithmeticWord") counted.add(node.left.value);
  }
  forEachChild(node, (child) => collect(child, given, counted));
}

/** Names that arithmetic itself gives a value: `i=0`, `i++`. */
function countersIn(text: string, counted: Set<string>): void {
  for (const [, name] of text.matchAll(/\b([A-Za-z_]\w*)\s*(?:[-+*/%]?=(?!=)|\+\+|--)/g)) {
    if (name !== undefined) counted.add(name);
  }
}

function addAssignment(
  item: Assignment,
  add: (name: string, words: readonly (Word | undefined)[]) => void,
): void {
  const words = item.value.type === "Word" ? [item.value] : item.value.elements;
  add(item.name, item.append === true ? [...words, undefined] : words);
}
