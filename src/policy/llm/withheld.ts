import type { World } from "../../model/world.ts";
import type { Judged } from "../matching/matching.ts";
import { inputPaths } from "../paths/input-paths.ts";
import { isSecret, namesSecret, wordPaths } from "../paths/path-words.ts";
import { absolutePath } from "../paths/paths.ts";
import type { ShellCase } from "../steps/shell-case.ts";
import type { Step } from "../steps/steps.ts";

/** What stands in the place of a secret path where a call is sent elsewhere. */
const SECRET_PATH = "[secret path]";

/** What tells words of a text apart: blanks, quotes, and what may stand around a path. */
const WORD = /[^\s'"`=,;|&()<>{}[\]]+/g;

/**
 * How to write a text of the call without its secret paths. Undefined where that cannot be done:
 * the call puts something into such a path, which is a secret too, or spells it in another way.
 */
export function withheld(judged: Judged): ((text: string) => string) | undefined {
  const { call, world, shell } = judged;
  const named = shell === undefined ? secretInputs(judged) : secretWords(shell, world);
  if (named === undefined) return undefined;
  const hide = (text: string): string => hidden(text, named, world);
  const told = JSON.stringify(Object.values(call.input).map((value) => deepHidden(value, hide)));
  return named.some((word) => told.includes(JSON.stringify(word).slice(1, -1))) ? undefined : hide;
}

/** The value with every text in it written anew, names of fields among them. */
export function deepHidden(value: unknown, hide: (text: string) => string): unknown {
  if (typeof value === "string") return hide(value);
  if (Array.isArray(value)) return value.map((item) => deepHidden(item, hide));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [hide(name), deepHidden(item, hide)]),
  );
}

/** The secret paths of a shell line as its words spell them. */
function secretWords(shell: ShellCase, world: World): readonly string[] | undefined {
  const words: string[] = [];
  for (const step of shell.steps) {
    const { uses, writes } = usesOf(step);
    const secret = (use: Use): boolean => isSecretUse(use, step, world);
    if (writes.some(secret)) return undefined;
    const own = uses.filter(secret).map(({ word }) => word.text);
    if (own.some((text) => !shell.line.raw.includes(text))) return undefined;
    words.push(...own);
  }
  return [...new Set(words)].filter((text) => !isAboveAll(text, world));
}

type Use = Step["usage"]["reads"][number];

function usesOf({ usage, command }: Step): {
  readonly uses: readonly Use[];
  readonly writes: readonly Use[];
} {
  const redirects = command.redirects
    .filter(({ operator }) => !operator.startsWith("<<"))
    .map(({ operator, target }) => ({
      isWrite: operator.includes(">"),
      use: { word: target, by: "redirect" } as const,
    }));
  const of = (isWrite: boolean): readonly Use[] =>
    redirects.filter((each) => each.isWrite === isWrite).map(({ use }) => use);
  return {
    uses: [...usage.reads, ...usage.lists, ...of(false)],
    writes: [...usage.writes, ...of(true)],
  };
}

function isSecretUse({ word }: Use, { cwds }: Step, world: World): boolean {
  return cwds.some((cwd) =>
    (wordPaths(word, cwd ?? world.cwd, world) ?? []).some((path) => isSecret(path, world)),
  );
}

/** `/`, `~` and the like hold secrets without naming any. */
function isAboveAll(text: string, world: World): boolean {
  const path = absolutePath(text, world);
  return !namesSecret(path, world) && !/[*?[]/.test(text) && world.realpath(path) === path;
}

/** The secret paths among the inputs of another tool. */
function secretInputs({ call, world }: Judged): readonly string[] | undefined {
  const { reads, writes } = inputPaths(call, world);
  const isNamed = ({ path, kind }: (typeof reads)[number]): boolean =>
    kind === "below" ? namesSecret(path, world) : isSecret({ path, kind }, world);
  if (writes.some((each) => isNamed(each) && !isAboveAll(each.path, world))) return undefined;
  const paths = new Set(reads.filter(isNamed).map(({ path }) => path));
  const texts = Object.values(call.input).filter((value) => typeof value === "string");
  const spelled = texts.filter(
    (text) => text !== "" && paths.has(absolutePath(text.replace(/^file:\/\//, ""), world)),
  );
  return spelled.filter((text) => !isAboveAll(text, world));
}

function hidden(text: string, named: readonly string[], world: World): string {
  if (text === "") return text;
  const byName = (word: string): boolean =>
    word.length <= 4096 && namesSecret(absolutePath(word, world), world);
  if (byName(text) && !/\s/.test(text)) return SECRET_PATH;
  // The longest first: one may be the beginning of another.
  const longest = [...named].sort((a, b) => b.length - a.length);
  const known = longest.reduce((rest, word) => rest.replaceAll(word, SECRET_PATH), text);
  return known.replace(WORD, (word) =>
    byName(word.replace(/^@/, "")) || word.split(":").some(byName) ? SECRET_PATH : word,
  );
}
