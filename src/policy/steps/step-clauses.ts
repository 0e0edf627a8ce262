import type { Call } from "../../model/call.ts";
import type { Expression, Rule } from "../../model/rule.ts";
import type { World } from "../../model/world.ts";
import { type Clause, commandPattern, entriesOf } from "../matching/clauses.ts";
import {
  allOptionsListed,
  hasFlag,
  hasSubcommand,
  subcommandIs,
} from "../matching/command-keys.ts";
import { valueText } from "../paths/field-values.ts";
import { anyGlobFits, globsCover } from "../paths/glob-fit.ts";
import type { Finder } from "../patterns/pattern.ts";
import type { ShellLine } from "../shell.ts";
import { hostsIn, isHost, wordHosts } from "../usage/hosts.ts";
import { namesProgram, spellsScripts } from "../usage/named-program.ts";
import { grantText, isCalled } from "../usage/program-folder.ts";
import { unspelledWords } from "../usage/unknown-program.ts";
import { besideCommand } from "./alone.ts";
import type { Step, StepPath } from "./steps.ts";

/** What a rule about a shell line is judged by. */
export interface StepCase {
  readonly line: ShellLine;
  readonly step: Step;
  readonly call: Call;
  readonly world: World;
}

/** What a deny or ask rule asks of one simple command. */
export function* firingClauses(rule: Rule, about: StepCase, finder: Finder): Generator<Clause> {
  const { step, world } = about;
  const { command } = step;
  if (rule.program !== undefined) {
    yield {
      name: "program",
      holds: isCalled(rule.program, command, world),
      found: command.program,
    };
  }
  if (rule.subcommand !== undefined) {
    const holds = hasSubcommand(rule.subcommand, step);
    yield { name: "subcommand", holds, found: step.usage.subcommand };
  }
  if (rule.flags !== undefined) {
    const holds = rule.flags.some((flag) => hasFlag(command, flag));
    yield { name: "flags", holds, found: optionsText(step) };
  }
  for (const key of ["reads", "writes"] as const) {
    const globs = rule[key];
    if (globs === undefined) continue;
    const paths = step[key];
    const holds = paths.some((path) => anyGlobFits(globs, path, world, finder));
    yield { name: key, holds, found: pathsText(paths) };
  }
  if (rule.host !== undefined) {
    const wanted = rule.host;
    const hosts = [...step.hosts.flatMap(wordHosts), ...hostsIn(command.written.join("\n"))];
    const holds = hosts.some((host) => wanted.some((name) => isHost(host, name)));
    yield { name: "host", holds, found: hosts.join(" ") };
  }
  const pattern = commandPattern(rule);
  if (pattern !== undefined) {
    const texts = [command.canonical, ...command.written];
    const holds = texts.some((text) => finder.finds(pattern, text));
    yield { name: "fields.command", holds, found: command.canonical };
  }
  yield* otherFields(rule, about.call, finder);
  yield* exclusions(rule, about, [command.canonical], finder);
}

/** What an allow rule asks of one simple command: all that it says, and to be understood. */
export function* coveringClauses(rule: Rule, about: StepCase, finder: Finder): Generator<Clause> {
  const { step, world } = about;
  const { command } = step;
  const text = grantText(step);
  if (rule.alone === true) {
    const beside = besideCommand(step, about.line);
    yield { name: "alone", holds: beside === undefined, found: beside ?? "" };
  }
  if (rule.program !== undefined) {
    const holds = rule.program.includes(text.split(" ")[0] ?? "");
    yield { name: "program", holds, found: command.program };
  }
  if (rule.subcommand !== undefined) {
    const holds = subcommandIs(rule.subcommand, step);
    yield { name: "subcommand", holds, found: step.usage.subcommand };
  }
  if (rule.flags !== undefined) {
    yield { name: "flags", holds: allOptionsListed(rule.flags, step), found: optionsText(step) };
  }
  const pattern = commandPattern(rule);
  if (pattern !== undefined) {
    yield { name: "fields.command", holds: finder.finds(pattern, text), found: command.canonical };
  }
  yield* otherFields(rule, about.call, finder);
  yield* exclusions(rule, about, [text, ...command.written], finder);
  if (rule.host !== undefined) {
    const wanted = rule.host;
    const hosts = step.hosts.map(wordHosts);
    const fits = (found: readonly string[]): boolean =>
      found.length > 0 && found.every((host) => wanted.some((name) => isHost(host, name)));
    yield {
      name: "host",
      holds: hosts.length > 0 && hosts.every(fits),
      found: step.hosts.join(" "),
    };
  }
  for (const key of ["reads", "writes"] as const) {
    const globs = rule[key];
    if (globs === undefined) continue;
    const paths = step[key];
    const holds = paths.length > 0 && paths.every((path) => globsCover(globs, path, world, finder));
    yield { name: key, holds, found: pathsText(paths) };
  }
  if (rule.reads === undefined) {
    const secrets = step.reads.filter((path) => path.sensitive);
    yield { name: "reads", holds: secrets.length === 0, found: pathsText(secrets) };
  }
  yield understood(rule, step, world);
}

function understood(rule: Rule, step: Step, world: World): Clause {
  const unnamed = step.unknownProgram && !namesProgram(rule, grantText(step));
  const unspelled = !unnamed && !spellsScripts(rule, step);
  const open = step.unknownProgram && !unnamed ? unspelledWords(rule, step, world) : [];
  const problems = [
    ...step.doubts,
    ...(open.length > 0 ? [`the rule does not spell ${open.join(" ")}`] : []),
    ...(unnamed ? [`${step.command.called} is not a known program`] : []),
    ...(unspelled ? [`the rule does not name ${step.scripts.join(" ")}, which runs`] : []),
  ];
  return { name: "understood", holds: problems.length === 0, found: problems.join("; ") };
}

/** The fields beside `command`, such as `description` or `run_in_background`. */
function* otherFields(rule: Rule, call: Call, finder: Finder): Generator<Clause> {
  for (const [name, expression] of entriesOf(rule.fields)) {
    if (name === "command") continue;
    const value = valueText(call.input[name]);
    const holds = value !== undefined && finder.finds(expression, value);
    yield { name: `fields.${name}`, holds, found: value ?? "" };
  }
}

function* exclusions(
  rule: Rule,
  { call, step }: StepCase,
  commandTexts: readonly string[],
  finder: Finder,
): Generator<Clause> {
  for (const [name, expression] of entriesOf(rule.exclude)) {
    const values = name === "command" ? commandTexts : [valueText(call.input[name]) ?? ""];
    const excluded = values.find((value) => value !== "" && isExcluded(expression, value, finder));
    const found = excluded ?? step.command.canonical;
    yield { name: `exclude.${name}`, holds: excluded === undefined, found };
  }
}

function isExcluded(expression: Expression, value: string, finder: Finder): boolean {
  return finder.excludes(expression, value);
}

function optionsText({ usage, command }: Step): string {
  if (usage.known) return usage.options.map(({ name }) => name).join(" ");
  return command.args
    .map((word) => word.text)
    .filter((text) => text.startsWith("-"))
    .join(" ");
}

function pathsText(paths: readonly StepPath[]): string {
  return paths.map(({ path }) => path).join(" ");
}
