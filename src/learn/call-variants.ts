import { posix } from "node:path";
import type { Call } from "../model/call.ts";
import type { Expression, Rule } from "../model/rule.ts";
import { shellCaseOf } from "../policy/decide.ts";
import { covers, type Judged } from "../policy/matching/matching.ts";
import type { Finder } from "../policy/patterns/pattern.ts";
import { baseName } from "../policy/shell.ts";

/** Of what one rule names so much is tried. */
const MAX_PROBES = 40;
const MAX_WORDS = 24;

/**
 * Calls that a learned rule would grant too, made of the one that it comes from and of what another
 * rule names: its words, hosts and paths in the place of each word. A rule that stops one of them
 * stops some of what the learned rule grants.
 */
export async function* grantedVariants(
  learned: Rule,
  judged: Judged,
  other: Rule,
  finder: Finder,
): AsyncGenerator<Judged> {
  const named = isApart(learned, other) ? [] : probesOf(other);
  if (named.length === 0) return;
  const { world } = judged;
  for (const input of variantsOf(judged, named)) {
    if (!mayGrant(learned, input, finder)) continue;
    const call: Call = { ...judged.call, input };
    const variant = { call, world, shell: await shellCaseOf(call, world) };
    if (covers(learned, variant, finder)) yield variant;
  }
}

/** Whether both name programs, and none in common: alone the learned rule grants no other. */
function isApart(learned: Rule, other: Rule): boolean {
  if (learned.alone !== true || learned.program === undefined || other.program === undefined) {
    return false;
  }
  const names = new Set(other.program.map((name) => name.toLowerCase()));
  return !learned.program.some((name) => names.has(baseName(name).toLowerCase()));
}

/** Told by its fields alone, before a line is read. */
function mayGrant(rule: Rule, input: Call["input"], finder: Finder): boolean {
  return Object.entries(rule.fields).every(([name, expression]) => {
    const value = input[name];
    return typeof value !== "string" || finder.finds(expression, value);
  });
}

function variantsOf({ call, shell, world }: Judged, named: readonly string[]): Call["input"][] {
  const project = world.projectRoot === "" ? world.cwd : world.projectRoot;
  const [step] = shell?.steps ?? [];
  if (shell !== undefined && step !== undefined) {
    const words = shell.grantText(step).split(" ");
    const lines = words
      .slice(0, MAX_WORDS)
      .flatMap((word, index) =>
        index === 0
          ? []
          : replacements(word, named, "").map((each) => words.with(index, each).join(" ")),
      );
    return distinct([...lines, ...named]).map((command) => ({ ...call.input, command }));
  }
  return Object.entries(call.input).flatMap(([name, value]) =>
    typeof value === "string" && value.length < 1000
      ? distinct(replacements(value, named, project)).map((each) => ({
          ...call.input,
          [name]: each,
        }))
      : [],
  );
}

/** What is named in the place of a word: as it is, in its folder, with its ending, below it. */
function replacements(word: string, named: readonly string[], root: string): string[] {
  const folder = word.includes("/") ? `${posix.dirname(word)}/` : "";
  const ending = posix.extname(word);
  const [origin = ""] = /^https?:\/\/[^/?#]*/.exec(word) ?? [];
  return named
    .flatMap((name) => {
      const last = posix.basename(name);
      const plain = [name, `${folder}${name}`, `${folder}${last}`, `${root}/${name}`];
      return [...plain, ...plain.map((each) => `${each}${ending}`), `${origin}/${name}`];
    })
    .filter((each) => /^[\w@%+=:,./?&#-]+$/.test(each));
}

/** Words, hosts and paths that a rule speaks of. */
function probesOf(rule: Rule): readonly string[] {
  const expressions = [...Object.values(rule.fields)].flatMap(textsOf);
  const globs = [...(rule.reads ?? []), ...(rule.writes ?? [])].map(({ glob }) =>
    glob
      .replace(/^(?:\.\/|\*\*\/)/, "")
      .replace(/\{([^,}]*)[^}]*\}/g, "$1")
      .replace(/\*\*|[*?]/g, "x"),
  );
  const words = [
    ...(rule.subcommand ?? []),
    ...(rule.host ?? []),
    ...(rule.flags ?? []).map(dashed),
  ];
  return distinct([...expressions, ...globs, ...words]).slice(0, MAX_PROBES);
}

function textsOf({ choices, beginnings, literals, oneOf }: Expression): string[] {
  const texts = [...(choices?.texts ?? []), ...(beginnings ?? []), ...literals, ...(oneOf ?? [])];
  return texts.flatMap((text) => [text.trim(), ...text.trim().split(/[\s/]+/)]).filter(Boolean);
}

function dashed(flag: string): string {
  const name = flag.replace(/^-+/, "");
  return name.length === 1 ? `-${name}` : `--${name}`;
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
