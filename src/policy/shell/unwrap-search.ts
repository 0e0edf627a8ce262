import { fixedWord, type ShellWord } from "../shell.ts";
import { asPattern } from "./pipe-input.ts";
import { below, NOTHING, type Run, type Unwrapped, words } from "./unwrapped.ts";

const FIND_ACTIONS = new Set(["-exec", "-execdir", "-ok", "-okdir"]);
const FD_ACTIONS = new Set(["-x", "--exec", "-X", "--exec-batch"]);

/** Every command between `-exec` and its `;` or `+`; `{}` stands for what is found. */
export function findActions(args: readonly ShellWord[]): Unwrapped {
  const first = args.findIndex((word) => /^[-(!]/.test(word.text));
  const roots = args.slice(0, first < 0 ? args.length : first);
  const start = [...(roots.length === 0 ? [fixedWord(".")] : roots), ...namesOf(args)];
  const runs: Run[] = [];
  for (let at = 0; at < args.length; at += 1) {
    if (!FIND_ACTIONS.has(args[at]?.text ?? "")) continue;
    const end = actionEnd(args, at);
    const list = args.slice(at + 1, end);
    runs.push({
      kind: "words",
      words: list.map((word) => withFound(word, "{}", start)),
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
  const list = args.slice(at + 1).map((word) => withFound(word, "{}", roots));
  const named = list.some((word) => word.content.kind === "below");
  return words(named ? list : [...list, below("{}", roots)]);
}

/** The names that a word of fd asks for: an expression, or an ending behind `-e`. */
function fdNames(word: ShellWord, before: ShellWord | undefined): ShellWord[] {
  if (/^(?:-\w*e|--extension)$/.test(before?.text ?? "")) {
    return [asPattern({ ...word, text: `x.${word.text.replace(/^\./, "")}` })];
  }
  return word.text.startsWith("-") || word.text === "."
    ? []
    : [fromExpression(word), { ...word, text: word.text.replace(/^\^|\$$/g, "") }];
}

function withFound(word: ShellWord, mark: string, roots: readonly ShellWord[]): ShellWord {
  return word.text.includes(mark) ? below(word.text, roots) : word;
}
