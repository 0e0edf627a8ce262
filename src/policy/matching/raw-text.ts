import type { Expression, Rule } from "../../model/rule.ts";
import type { World } from "../../model/world.ts";
import type { Finder } from "../patterns/pattern.ts";
import { allHold, commandPattern, placeClauses } from "./clauses.ts";

/** Of a text that could not be parsed. */
const MAX_FRAGMENTS = 5000;

/** Texts of which nothing else is known, cut up once for all rules. */
export interface RawTexts {
  /** Each text, and what stands between signs that could end a command. */
  readonly parts: readonly string[];
  /** All of them as one. */
  readonly whole: string;
  readonly words: ReadonlySet<string>;
}

/** Cuts texts up, so that `^rm` is found behind 16 KiB of anything. */
export function rawTexts(texts: readonly string[], world: World): RawTexts {
  const joined = texts.join("\n");
  const whole = world.caseInsensitive ? joined.toLowerCase() : joined;
  const fragments = texts.flatMap((text) =>
    text.split(/[\n\r;&|(){}`]+/, MAX_FRAGMENTS).map((part) => part.trim()),
  );
  return {
    parts: [...new Set([...texts, ...fragments])],
    whole,
    words: new Set(whole.split(/[^\w.+@%-]+/)),
  };
}

/**
 * Whether a denial fires on a call of which nothing but texts of its input are known: each clause
 * is looked for in each of them.
 */
export function firesOnTexts(
  rule: Rule,
  about: { readonly tool: string; readonly texts: RawTexts; readonly world: World },
  finder: Finder,
): boolean {
  const { texts, world } = about;
  if (!allHold(placeClauses(rule, about, finder, "fires"))) return false;
  if (!namedInText(rule, texts, world)) return false;
  return Object.values(rule.fields).every((pattern) => isFound(pattern, texts, finder));
}

/** The same for the command of a shell line that could not be parsed. */
export function firesOnLine(rule: Rule, texts: RawTexts, world: World, finder: Finder): boolean {
  if (!namedInText(rule, texts, world)) return false;
  const pattern = commandPattern(rule);
  return pattern === undefined || isFound(pattern, texts, finder);
}

function isFound(pattern: Expression, { parts }: RawTexts, finder: Finder): boolean {
  return parts.some((part) => finder.finds(pattern, part));
}

/** Program, sub-command, options, host and paths as words of the text. */
function namedInText(rule: Rule, { whole: text, words }: RawTexts, world: World): boolean {
  const fold = (name: string): string => (world.caseInsensitive ? name.toLowerCase() : name);
  if (rule.program !== undefined && !rule.program.some((name) => words.has(fold(name))))
    return false;
  if (
    rule.subcommand !== undefined &&
    !rule.subcommand.some((each) => each.split(" ").every((one) => words.has(fold(one))))
  )
    return false;
  if (rule.flags !== undefined && !rule.flags.some((flag) => hasOption(text, fold(flag))))
    return false;
  if (rule.host !== undefined && !rule.host.some((host) => text.includes(host.toLowerCase())))
    return false;
  const lower = text.toLowerCase();
  return [rule.reads, rule.writes].every(
    (globs) => globs === undefined || globs.some(({ glob }) => lower.includes(plainPart(glob))),
  );
}

/** `-rf`, `--recursive`, `--recurs`. */
function hasOption(text: string, flag: string): boolean {
  const name = flag.replace(/^-+/, "");
  const options = text.match(/(?<![\w-])--?[\w-]+/g) ?? [];
  return options.some((option) => {
    if (!option.startsWith("--"))
      return option.slice(1) === name || (name.length === 1 && option.includes(name));
    return name.length > 1 && name.startsWith(option.slice(2));
  });
}

/** The longest piece of a glob that has no signs: `.ssh` of `~/.ssh/**`. */
function plainPart(glob: string): string {
  const pieces = glob
    .toLowerCase()
    .split(/[*?[\]{},~]+/)
    .map((piece) => piece.replace(/^\/+|\/+$/g, ""));
  return pieces.reduce((longest, piece) => (piece.length > longest.length ? piece : longest), "");
}
