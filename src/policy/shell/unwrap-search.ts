import { fixedWord, type ShellWord } from "../shell.ts";
import { asPattern, below, NOTHING, type Run, type Unwrapped, words } from "./unwrapped.ts";

const FIND_ACTIONS = new Set(["-exec", "-execdir", "-ok", "-okdir"]);
/** Options of fd that take the next word, and it is no name. */
const FD_VALUED =
  /^-(?:\w*[tdEjcSo]|-(?:type|max-depth|maxdepth|min-depth|exact-depth|exclude|threads|color|size|owner|max-results|changed-\w+|newer|older|search-path|base-directory|ignore-file|format|path-separator|batch-size))$/;
const FD_ACTIONS = new Set(["-x", "--exec", "-X", "--exec-batch"]);

/** Every command between `-exec` and its `;` or `+`; `{}` stands for what is found. */
export function findActions(args: readonly ShellWord[]): Unwrapped {
  const first = args.findIndex((word) => /^[-(!]/.test(word.text));
  const roots = args.slice(0, first < 0 ? args.length : first);
  const start = [...(roots.length === 0 ? [fixedWord(".")] : roots), ...namesOf(args)];
  const all = findsAll(args);
  const runs: Run[] = [];
  for (let at = 0; at < args.length; at += 1) {
    if (!FIND_ACTIONS.has(args[at]?.text ?? "")) continue;
    const end = actionEnd(args, at);
    const list = args.slice(at + 1, end);
    runs.push({
      kind: "words",
      words: list.map((word) => withFound(word, "{}", start, all)),
      ...(/dir$/.test(args[at]?.text ?? "") ? { anywhere: true } : {}),
    });
    at = end;
  }
  return { runs, doubts: [] };
}

/** Where the words of a `find -exec` end: `;`, or a `+` right behind `{}`. */
export function actionEnd(args: readonly ShellWord[], start: number): number {
  const end = args.findIndex(
    ({ text }, index) =>
      index > start && (text === ";" || (text === "+" && args[index - 1]?.text === "{}")),
  );
  return end < 0 ? args.length : end;
}

/** Whether some branch of a search asks for no name: `-type f`, `! -name x`, `-name x -o -type f`. */
export function findsAll(args: readonly ShellWord[]): boolean {
  const branches: ShellWord[][] = [[]];
  for (const word of args) {
    if (/^-(?:o|or)$/.test(word.text)) branches.push([]);
    else branches[branches.length - 1]?.push(word);
  }
  return branches.some((branch) => !branch.some((_, at) => isNarrow(branch, at)));
}

function isNarrow(branch: readonly ShellWord[], at: number): boolean {
  const before = branch[at - 1]?.text ?? "";
  const value = branch[at + 1]?.text ?? "";
  if (/^-samefile$/.test(branch[at]?.text ?? "")) return true;
  const names = /^-i?(?:name|path|wholename|regex)$/.test(branch[at]?.text ?? "");
  return names && !/^(?:!|-not)$/.test(before) && /\w/.test(value);
}

/** What the names and paths of files are asked to be like: a search may aim at secrets. */
function namesOf(args: readonly ShellWord[]): ShellWord[] {
  return args.flatMap((word, index) => {
    const value = args[index + 1];
    if (value === undefined) return [];
    if (word.text === "-samefile") return [value];
    if (/^-i?regex$/.test(word.text)) return [fromExpression(value)];
    return /^-i?(?:name|path|wholename)$/.test(word.text) ? [asPattern(value)] : [];
  });
}

/** The pattern of the shell that an expression comes to, roughly: `.*\/\.env$` → `* /.env`. */
function fromExpression({ text, content }: ShellWord): ShellWord {
  const plain = text
    .replace(/^\^|\$$/g, "")
    .replace(/\\\./g, "\u0001")
    .replace(/\\(.)/g, "$1")
    .replace(/\.[*+]/g, "*")
    .replace(/\./g, "?")
    .replaceAll("\u0001", ".")
    .replace(/^\*\//, "");
  return asPattern({ text: plain, content });
}

export function fdAction(args: readonly ShellWord[]): Unwrapped {
  const at = args.findIndex((word) => FD_ACTIONS.has(word.text));
  if (at < 0) return NOTHING;
  const before = args.slice(0, at);
  const roots = [
    fixedWord("."),
    ...before.filter((word) => word.text.includes("/")),
    ...before.flatMap((word, index) => fdNames(word, before[index - 1])),
  ];
  const all = fdFindsAll(before);
  const list = args.slice(at + 1).map((word) => withFound(word, "{}", roots, all));
  const named = list.some((word) => word.content.kind === "below");
  return words(named ? list : [...list, below("{}", roots, all)]);
}

/** Whether fd is asked for no name and no ending. */
export function fdFindsAll(args: readonly ShellWord[]): boolean {
  return !args.some(
    (word, index) =>
      /^(?:-\w*e|--extension)(?:=.|$)/.test(word.text) ||
      (!word.text.startsWith("-") &&
        !FD_VALUED.test(args[index - 1]?.text ?? "") &&
        !word.text.includes("/") &&
        /\w/.test(word.text)),
  );
}

/** The names that a word of fd asks for: an expression, or an ending behind `-e`. */
export function fdNames(word: ShellWord, before: ShellWord | undefined): ShellWord[] {
  if (/^(?:-\w*e|--extension)$/.test(before?.text ?? "")) {
    return [asPattern({ ...word, text: `x.${word.text.replace(/^\./, "")}` })];
  }
  return word.text.startsWith("-") || word.text === "." || FD_VALUED.test(before?.text ?? "")
    ? []
    : [fromExpression(word), { ...word, text: word.text.replace(/^\^|\$$/g, "") }, within(word)];
}

/** An expression of fd is looked for anywhere in a name. */
function within(word: ShellWord): ShellWord {
  const start = word.text.startsWith("^") ? "" : "*";
  const end = word.text.endsWith("$") ? "" : "*";
  const text = `${start}${fromExpression(word).text}${end}`;
  return { text: text.replace(/\*+/g, "*"), content: { kind: "glob" } };
}

function withFound(
  word: ShellWord,
  mark: string,
  roots: readonly ShellWord[],
  all: boolean,
): ShellWord {
  return word.text.includes(mark) ? below(word.text, roots, all) : word;
}
