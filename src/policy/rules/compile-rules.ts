import type { ConfigProblem } from "../../model/errors.ts";
import type { Expression, PathGlob, Rule, RuleTable } from "../../model/rule.ts";
import { sha256 } from "../../model/sha256.ts";
import type { RuleKind, RuleSource } from "../../model/words.ts";
import { globExpression } from "../paths/path-globs.ts";
import { joinedSource } from "../patterns/alternatives.ts";
import { beginningsOf } from "../patterns/beginnings.ts";
import { choicesOf } from "../patterns/choices.ts";
import { requiredLiterals } from "../patterns/literals.ts";
import { oneOfTexts } from "../patterns/one-of.ts";
import { plainExpression } from "../patterns/plain-expression.ts";
import type { Engine } from "../patterns/re2.ts";

/** Where a list of rule tables comes from. */
export interface RuleOrigin {
  readonly file: string;
  readonly kind: Exclude<RuleKind, "floor">;
  readonly source: RuleSource;
}

/** How bad a call is where the rule does not say. */
export const DEFAULT_SEVERITY = {
  deny: "warn",
  ask: "info",
  allow: "info",
  deny_promote: "info",
} as const;

/** Rules as the policy judges them, and every mistake in them. */
export function compileRules(
  tables: readonly RuleTable[],
  origin: RuleOrigin,
  engine: Engine,
): { readonly rules: readonly Rule[]; readonly problems: readonly ConfigProblem[] } {
  const problems: ConfigProblem[] = [];
  const rules = tables.map((table, index) => {
    problems.push(...problemsOf(table, `${origin.kind}[${index}]`, origin.file, engine));
    if (table.alone === true && origin.kind !== "allow") {
      const path = `${origin.kind}[${index}].alone`;
      problems.push({ file: origin.file, path, message: "only an allow rule can ask for it." });
    }
    return compileRule(table, index, origin);
  });
  return { rules, problems };
}

function compileRule(table: RuleTable, index: number, origin: RuleOrigin): Rule {
  const expires = instantText(table.expires);
  return {
    kind: origin.kind,
    label: table.name ?? String(index),
    id: ruleId(origin.kind, table),
    source: origin.source,
    tool: expression(table.tool),
    fields: expressions(table.fields),
    exclude: expressions(table.exclude),
    ...(table.program === undefined ? {} : { program: [table.program].flat() }),
    ...(table.subcommand === undefined ? {} : { subcommand: [table.subcommand].flat() }),
    ...(table.flags === undefined ? {} : { flags: table.flags }),
    ...(table.reads === undefined ? {} : { reads: globs(table.reads, origin.kind) }),
    ...(table.writes === undefined ? {} : { writes: globs(table.writes, origin.kind) }),
    ...(table.host === undefined ? {} : { host: [table.host].flat() }),
    ...(table.cwd === undefined ? {} : { cwd: table.cwd }),
    ...(table.alone === true ? { alone: true } : {}),
    ...(expires === undefined ? {} : { expires }),
    severity: table.severity ?? DEFAULT_SEVERITY[origin.kind],
    ...(table.description === undefined ? {} : { description: table.description }),
    ...(table.message === undefined ? {} : { message: table.message }),
  };
}

/**
 * 12 hex digits of SHA-256 over what the rule judges by: kind, tool, keys, fields, exclude, cwd,
 * alone.
 * Name, message, severity and expiry leave it as it is, and so does the order of keys and lists.
 */
export function ruleId(kind: RuleKind, table: RuleTable): string {
  const judged = {
    kind,
    tool: table.tool,
    program: sorted(table.program),
    subcommand: sorted(table.subcommand),
    flags: sorted(table.flags),
    reads: sorted(table.reads),
    writes: sorted(table.writes),
    host: sorted(table.host),
    fields: byName(table.fields),
    exclude: byName(table.exclude),
    cwd: table.cwd ?? null,
    // Absent where it is not asked: ids of rules without it stay what they were.
    ...(table.alone === true ? { alone: true } : {}),
  };
  return sha256(JSON.stringify(judged)).slice(0, 12);
}

/** What needs no engine to be judged is valid, and most of a policy is such. */
function problemOf(source: string, engine: Engine): string | undefined {
  return plainExpression(source) === undefined ? engine.problem(source) : undefined;
}

function problemsOf(
  table: RuleTable,
  place: string,
  file: string,
  engine: Engine,
): ConfigProblem[] {
  const found: ConfigProblem[] = [];
  const add = (key: string, message: string): void => {
    found.push({ file, path: `${place}.${key}`, message });
  };
  const check = (key: string, source: string): boolean => {
    const problem = problemOf(source, engine);
    if (problem !== undefined) add(key, `${problem}. Write RE2 syntax: no look-around.`);
    return problem === undefined;
  };
  for (const [key, written] of patternsOf(table)) {
    if (typeof written === "string") check(key, written);
    else if (written.map((source, index) => check(`${key}[${index}]`, source)).every(Boolean)) {
      // Each may be valid and all together not: too long, or with one name for two groups.
      check(key, joinedSource(written));
    }
  }
  for (const key of ["reads", "writes"] as const) {
    for (const glob of oneOrMore(table[key])) {
      const problem = problemOf(globExpression(glob), engine);
      if (problem !== undefined || glob === "")
        add(key, `${JSON.stringify(glob)} is no path pattern.`);
    }
  }
  if (table.cwd !== undefined && !/^(?:\/|~(?:\/|$)|[A-Za-z]:[\\/])/.test(table.cwd)) {
    add("cwd", `${JSON.stringify(table.cwd)} is not absolute. Start it with "/" or "~".`);
  }
  if (table.expires !== undefined && instantText(table.expires) === undefined) {
    add("expires", `${JSON.stringify(table.expires)} is no moment. Write 2026-12-01T00:00:00Z.`);
  }
  return found;
}

function patternsOf(table: RuleTable): [key: string, written: string | readonly string[]][] {
  const named = (key: "fields" | "exclude"): [string, string | readonly string[]][] =>
    Object.entries(table[key] ?? {}).map(([name, written]) => [`${key}.${name}`, written]);
  return [["tool", table.tool], ...named("fields"), ...named("exclude")];
}

/** For a grant as written; else without regard to letter case, which only makes it stricter. */
function globs(written: string | readonly string[], kind: RuleKind): readonly PathGlob[] {
  return oneOrMore(written).map((glob) => ({
    glob,
    expression: expression(globExpression(kind === "allow" ? glob : glob.toLowerCase())),
  }));
}

function oneOrMore(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : [value].flat();
}

function expression(source: string): Expression {
  const choices = choicesOf(source);
  const beginnings = choices === undefined ? beginningsOf(source) : undefined;
  const required = requiredLiterals(source);
  const isTold = [choices, beginnings].some(Boolean) || required.literals.some(isTelling);
  const oneOf = isTold ? undefined : oneOfTexts(source);
  return {
    source,
    ...required,
    ...(choices === undefined ? {} : { choices }),
    ...(beginnings === undefined ? {} : { beginnings }),
    ...(oneOf === undefined ? {} : { oneOf }),
  };
}

/** Seldom enough in other texts. */
function isTelling(literal: string): boolean {
  return literal.length > 2;
}

function expressions(written: RuleTable["fields"]): Record<string, Expression> {
  return Object.fromEntries(
    Object.entries(written ?? {}).map(([name, each]) => [name, expressionOf(each)]),
  );
}

function expressionOf(written: string | readonly string[]): Expression {
  const alternatives = [written].flat();
  const { source, ...known } = expression(joinedSource(alternatives));
  return alternatives.length < 2 ? { source, ...known } : { source, alternatives, ...known };
}

/** A TOML date or an ISO text with a zone (or a day, in UTC) as ISO 8601 UTC. */
function instantText(value: string | Date | undefined): string | undefined {
  if (value === undefined) return undefined;
  const text = typeof value === "string" ? value : value.toISOString();
  if (
    !/^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?$/i.test(text)
  ) {
    return undefined;
  }
  const at = Date.parse(text.replace(" ", "T"));
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

function sorted(value: string | readonly string[] | undefined): readonly string[] | null {
  return value === undefined ? null : [value].flat().sort(compareText);
}

/** A list of one is that one. */
function byName(
  written: RuleTable["fields"],
): readonly (readonly [name: string, judged: string | readonly string[] | null])[] {
  return Object.entries(written ?? {})
    .sort(([a], [b]) => compareText(a, b))
    .map(([name, each]) => {
      const [only, another] = [each].flat();
      return [name, another === undefined && only !== undefined ? only : sorted(each)];
    });
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
