import type { Call } from "../../model/call.ts";
import type { Rule } from "../../model/rule.ts";
import type { World } from "../../model/world.ts";
import { grantSpellings, spellings, valueText } from "../paths/field-values.ts";
import { anyGlobFits, globsCover } from "../paths/glob-fit.ts";
import { type InputPath, type InputPaths, inputPaths } from "../paths/input-paths.ts";
import type { Finder } from "../patterns/pattern.ts";
import { hostsIn, isHost, webHosts } from "../usage/hosts.ts";
import { type Clause, entriesOf } from "./clauses.ts";

/** A call of a tool that is no shell. */
export interface InputCase {
  readonly call: Call;
  readonly world: World;
}

/** What a deny or ask rule asks of an input: under any spelling of a path. */
export function* firingInput(rule: Rule, about: InputCase, finder: Finder): Generator<Clause> {
  const { call, world } = about;
  yield* commandKeys(rule);
  for (const [name, expression] of entriesOf(rule.fields)) {
    const values = spellings(name, call.input[name], world);
    const holds = values.some((value) => finder.finds(expression, value));
    yield { name: `fields.${name}`, holds, found: values[0] ?? "" };
  }
  if (rule.host !== undefined) {
    const wanted = rule.host;
    const hosts = [...webHosts(urlOf(call)), ...hostsIn(urlOf(call))];
    const holds = hosts.some((host) => wanted.some((name) => isHost(host, name)));
    yield { name: "host", holds, found: hosts.join(" ") };
  }
  for (const key of ["reads", "writes"] as const) {
    const globs = rule[key];
    if (globs === undefined) continue;
    const paths = inputPaths(call, world)[key];
    const holds = paths.some((path) => anyGlobFits(globs, path, world, finder));
    yield { name: key, holds, found: pathsText(paths) };
  }
  for (const [name, expression] of entriesOf(rule.exclude)) {
    const values = spellings(name, call.input[name], world);
    const lifted = values.length > 0 && values.every((value) => finder.excludes(expression, value));
    yield { name: `exclude.${name}`, holds: !lifted, found: values[0] ?? "" };
  }
}

/** What an allow rule asks of an input: under every spelling, and no secret or start-up file. */
export function* coveringInput(rule: Rule, about: InputCase, finder: Finder): Generator<Clause> {
  const { call, world } = about;
  yield* commandKeys(rule);
  if (rule.alone === true) {
    const others = Object.keys(call.input).filter((name) => !Object.hasOwn(rule.fields, name));
    yield { name: "alone", holds: others.length === 0, found: others.join(" ") };
  }
  for (const [name, expression] of entriesOf(rule.fields)) {
    const values = grantSpellings(name, call.input[name], world);
    const holds = values.length > 0 && values.every((value) => finder.finds(expression, value));
    yield { name: `fields.${name}`, holds, found: values[0] ?? valueText(call.input[name]) ?? "" };
  }
  if (rule.host !== undefined) {
    const wanted = rule.host;
    const hosts = webHosts(urlOf(call));
    const fits = (host: string): boolean => wanted.some((name) => isHost(host, name));
    yield { name: "host", holds: hosts.length > 0 && hosts.every(fits), found: hosts.join(" ") };
  }
  yield* coveredPaths(rule, inputPaths(call, world), world, finder);
  for (const [name, expression] of entriesOf(rule.exclude)) {
    const values = spellings(name, call.input[name], world);
    const excluded = values.find((value) => finder.excludes(expression, value));
    yield { name: `exclude.${name}`, holds: excluded === undefined, found: values[0] ?? "" };
  }
}

/** A path is granted by the rule's own globs, or by none where it is nothing sensitive. */
function* coveredPaths(
  rule: Rule,
  paths: InputPaths,
  world: World,
  finder: Finder,
): Generator<Clause> {
  for (const key of ["reads", "writes"] as const) {
    const globs = rule[key];
    const found = paths[key];
    const sensitive = found.filter((path) => path.sensitive);
    const holds =
      globs === undefined
        ? sensitive.length === 0
        : found.length > 0 && found.every((path) => globsCover(globs, path, world, finder));
    if (globs !== undefined || found.length > 0) {
      yield { name: key, holds, found: pathsText(globs === undefined ? sensitive : found) };
    }
  }
}

/** Keys of shell commands: no other tool has a program or its options. */
function* commandKeys(rule: Rule): Generator<Clause> {
  for (const key of ["program", "subcommand", "flags"] as const) {
    if (rule[key] !== undefined) yield { name: key, holds: false, found: "" };
  }
}

function urlOf(call: Call): string {
  return valueText(call.input["url"]) ?? "";
}

function pathsText(paths: readonly InputPath[]): string {
  return paths.map(({ path }) => path).join(" ");
}
