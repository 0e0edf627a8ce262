import type { Expression, Rule } from "../model/rule.ts";
import type { World } from "../model/world.ts";
import { allHold, commandPattern, placeClauses } from "./clauses.ts";
import type { Finder } from "./pattern.ts";

/** Of a text that could not be parsed. */
const MAX_FRAGMENTS = 5000;

/**
 * Whether a denial fires on a call of which nothing but texts of its input are known: each clause
 * is looked for in each of them.
 */
export function firesOnTexts(
  rule: Rule,
  about: { readonly tool: string; readonly texts: readonly string[]; readonly world: World },
  finder: Finder,
): boolean {
  const { texts, world } = about;
  if (!allHold(placeClauses(rule, about, finder, "fires"))) return false;
  const parts = [...texts, ...texts.flatMap(fragments)];
  const found = (pattern: Expression): boolean => parts.some((part) => finder.finds(pattern, part));
  return Object.values(rule.fields).every(found) && namedInText(rule, texts, world);
}

/** The same for the command of a shell line that could not be parsed. */
export function firesOnLine(rule: Rule, raw: string, world: World, finder: Finder): boolean {
  const pattern = commandPattern(rule);
  const texts = [raw, ...fragments(raw)];
  if (pattern !== undefined && !texts.some((text) => finder.finds(pattern, text))) return false;
  return namedInText(rule, [raw], world);
}

/** So that `^rm` is found behind 16 KiB of anything. */
function fragments(raw: string): string[] {
  return raw.split(/[\n\r;&|(){}`]+/, MAX_FRAGMENTS).map((part) => part.trim());
}

/** Program, sub-command, options, host and paths as words of the text. */
function namedInText(rule: Rule, texts: readonly string[], world: World): boolean {
  const fold = (text: string): string => (world.caseInsensitive ? text.toLowerCase() : text);
  const text = fold(texts.join("\n"));
  const words = new Set(text.split(/[^\w.+@%-]+/));
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

/** The longest piece of a glob that has no signs: `.ssh/` of `~/.ssh/**`. */
function plainPart(glob: string): string {
  const pieces = glob.toLowerCase().split(/[*?[\]{},~]+/);
  return pieces.reduce((longest, piece) => (piece.length > longest.length ? piece : longest), "");
}
