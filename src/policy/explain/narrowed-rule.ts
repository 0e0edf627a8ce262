import type { Expression, Rule, RuleTable } from "../../model/rule.ts";
import { MAX_EXPRESSIONS } from "../../model/words.ts";
import { allHold } from "../matching/clauses.ts";
import type { Judged } from "../matching/matching.ts";
import { spellings } from "../paths/field-values.ts";
import { alternativesOf, joinedSource } from "../patterns/alternatives.ts";
import type { Finder } from "../patterns/pattern.ts";
import { DEFAULT_SEVERITY } from "../rules/compile-rules.ts";
import { escaped } from "./proposed-rules.ts";

/** Fields of other tools that name what a call is about. */
const NAMING = ["file_path", "notebook_path", "path", "url", "subagent_type", "skill", "query"];

/**
 * The deny or ask rule as one would write it to leave out this very call: with an exclusion of
 * the commands that it fires on, or of the path or URL. Undefined where nothing names the call.
 */
export function narrowedRule(rule: Rule, judged: Judged, finder: Finder): RuleTable | undefined {
  const { shell, call, world } = judged;
  if (shell !== undefined) {
    const fired = shell.steps
      .filter((step) => allHold(shell.firingClauses(rule, step, finder)))
      .map(({ command }) => command.canonical);
    return withExclusion(rule, "command", fired);
  }
  const field = NAMING.find((name) => typeof call.input[name] === "string");
  if (field === undefined) return undefined;
  return withExclusion(rule, field, spellings(field, call.input[field], world));
}

function withExclusion(
  rule: Rule,
  field: string,
  values: readonly string[],
): RuleTable | undefined {
  if (values.length === 0) return undefined;
  const parts = [...new Set(values)].map((value) => `^${escaped(value)}$`);
  const before = rule.exclude[field];
  const all = [...(before === undefined ? [] : alternativesOf(before)), ...parts];
  const exclude = all.length > MAX_EXPRESSIONS ? joinedSource(all) : oneOrList(all);
  return { ...tableOf(rule), exclude: { ...sources(rule.exclude), [field]: exclude } };
}

/** A rule as people write it, but for its examples. */
function tableOf(rule: Rule): RuleTable {
  const { kind: _kind, id: _id, source: _source, label, tool, fields, exclude, ...rest } = rule;
  const { reads, writes, program, subcommand, flags, host, severity, ...words } = rest;
  const isDefault = severity === DEFAULT_SEVERITY[rule.kind === "floor" ? "deny" : rule.kind];
  return {
    ...(/^\d+$/.test(label) ? {} : { name: label }),
    ...words,
    ...(isDefault ? {} : { severity }),
    tool: tool.source,
    ...(Object.keys(fields).length === 0 ? {} : { fields: sources(fields) }),
    ...(Object.keys(exclude).length === 0 ? {} : { exclude: sources(exclude) }),
    ...(program === undefined ? {} : { program: oneOrList(program) }),
    ...(subcommand === undefined ? {} : { subcommand: oneOrList(subcommand) }),
    ...(flags === undefined ? {} : { flags: [...flags] }),
    ...(host === undefined ? {} : { host: oneOrList(host) }),
    ...(reads === undefined ? {} : { reads: reads.map(({ glob }) => glob) }),
    ...(writes === undefined ? {} : { writes: writes.map(({ glob }) => glob) }),
  };
}

function oneOrList(values: readonly string[]): string | string[] {
  const [first, second] = values;
  return first !== undefined && second === undefined ? first : [...values];
}

function sources(expressions: Readonly<Record<string, Expression>>): RuleTable["fields"] {
  return Object.fromEntries(
    Object.entries(expressions).map(([name, each]) => [name, oneOrList(alternativesOf(each))]),
  );
}
