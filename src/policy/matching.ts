import type { Call } from "../model/call.ts";
import type { Expression, Rule } from "../model/rule.ts";
import type { World } from "../model/world.ts";
import { commandKeysCover, commandKeysFire, fold, hostCovers, hostFires } from "./command-keys.ts";
import { grantSpellings, spellings, valueText } from "./field-values.ts";
import { hostsIn, webHosts } from "./hosts.ts";
import { isWithin, pathSpellings } from "./paths.ts";
import type { Finder } from "./pattern.ts";
import type { ShellLine, SimpleCommand } from "./shell.ts";
import { allowText } from "./understanding.ts";

/** A call with what was read out of it, before any rule is asked. */
export interface Judged {
  readonly call: Call;
  readonly world: World;
  /** The line of a shell tool; undefined for every other tool. */
  readonly line: ShellLine | undefined;
}

/** Of a text that could not be parsed. */
const MAX_FRAGMENTS = 5000;

/** Tools that do what another one does: a rule that holds for that one back holds for these. */
const ALSO_KNOWN_AS: ReadonlyMap<string, string> = new Map([
  ["Monitor", "Bash"],
  ["PowerShell", "Bash"],
  ["Task", "Agent"],
  ["MultiEdit", "Edit"],
]);

/**
 * Whether a deny or ask rule fires: on any simple command of a shell line, under any spelling of
 * a path, on the raw text where the line could not be parsed.
 */
export function fires(rule: Rule, judged: Judged, finder: Finder): boolean {
  const { call, world, line } = judged;
  const tools = toolNames(call.tool);
  if (!holdsHere(rule, world, false) || !tools.some((tool) => finder.finds(rule.tool, tool)))
    return false;
  if (line === undefined) return inputFires(rule, judged, finder);
  if (!otherFieldsFire(rule, judged, finder)) return false;
  if (line.commands.some((command) => commandFires(rule, command, judged, finder))) return true;
  return !line.parsed && rawFires(rule, line.raw, judged, finder);
}

/** Whether an allow rule covers the whole call. A line that is not understood is never covered. */
export function covers(rule: Rule, judged: Judged, finder: Finder): boolean {
  const { call, world, line } = judged;
  if (!holdsHere(rule, world, true) || !finder.finds(rule.tool, call.tool)) return false;
  if (line === undefined) return inputCovered(rule, judged, finder);
  const [command] = line.commands;
  if (line.notUnderstood.length > 0 || command === undefined) return false;
  return commandCovered(rule, command, judged, finder);
}

/**
 * Whether a denial fires on a call of which nothing but texts of its input are known: each clause
 * is looked for in each of them.
 */
export function firesOnTexts(
  rule: Rule,
  tool: string,
  texts: readonly string[],
  world: World,
  finder: Finder,
): boolean {
  if (
    !holdsHere(rule, world, false) ||
    !toolNames(tool).some((name) => finder.finds(rule.tool, name))
  ) {
    return false;
  }
  const parts = [...texts, ...texts.flatMap(fragments)];
  const found = (pattern: Expression): boolean => parts.some((part) => finder.finds(pattern, part));
  return Object.values(rule.fields).every(found) && rawNames(rule, texts, world);
}

function toolNames(tool: string): readonly string[] {
  return [tool, ALSO_KNOWN_AS.get(tool) ?? tool];
}

/** `cwd` and `expires`. A grant needs the folder under every spelling, a denial under one. */
function holdsHere(rule: Rule, world: World, grants: boolean): boolean {
  if (rule.expires !== undefined && world.now >= rule.expires) return false;
  if (rule.cwd === undefined) return true;
  const folders = pathSpellings(rule.cwd, world);
  const inside = (path: string): boolean =>
    folders.some((folder) => isWithin(path, folder, world.caseInsensitive));
  const spellings = pathSpellings(world.cwd, world);
  return grants ? spellings.every(inside) : spellings.some(inside);
}

function inputFires(rule: Rule, judged: Judged, finder: Finder): boolean {
  if (asksForCommand(rule)) return false;
  const { call, world } = judged;
  const hit = entriesOf(rule.fields).every(([name, expression]) =>
    spellings(name, call.input[name], world).some((value) => finder.finds(expression, value)),
  );
  const lifted = entriesOf(rule.exclude).some(([name, expression]) => {
    const values = spellings(name, call.input[name], world);
    return values.length > 0 && values.every((value) => finder.excludes(expression, value));
  });
  return hit && !lifted && hostFires(rule, urlHosts(call));
}

function inputCovered(rule: Rule, judged: Judged, finder: Finder): boolean {
  if (asksForCommand(rule)) return false;
  const { call, world } = judged;
  const hit = entriesOf(rule.fields).every(([name, expression]) => {
    const values = grantSpellings(name, call.input[name], world);
    return values.length > 0 && values.every((value) => finder.finds(expression, value));
  });
  const excluded = entriesOf(rule.exclude).some(([name, expression]) =>
    spellings(name, call.input[name], world).some((value) => finder.excludes(expression, value)),
  );
  return hit && !excluded && hostCovers(rule, webHosts(valueText(call.input["url"]) ?? ""));
}

function urlHosts(call: Call): string[] {
  const url = valueText(call.input["url"]) ?? "";
  return [...webHosts(url), ...hostsIn(url)];
}

/** The fields beside `command`, such as `description` or `run_in_background`. */
function otherFieldsFire(rule: Rule, judged: Judged, finder: Finder): boolean {
  const { input } = judged.call;
  return entriesOf(rule.fields).every(([name, expression]) => {
    if (name === "command") return true;
    const value = valueText(input[name]);
    return value !== undefined && finder.finds(expression, value);
  });
}

function commandFires(rule: Rule, command: SimpleCommand, judged: Judged, finder: Finder): boolean {
  const pattern = commandPattern(rule);
  const texts = [command.canonical, ...command.written];
  if (pattern !== undefined && !texts.some((text) => finder.finds(pattern, text))) return false;
  if (!commandKeysFire(rule, command, judged.world)) return false;
  return !isExcluded(rule, command.canonical, judged, finder);
}

function commandCovered(
  rule: Rule,
  command: SimpleCommand,
  judged: Judged,
  finder: Finder,
): boolean {
  const text = allowText(command);
  const pattern = commandPattern(rule);
  if (pattern !== undefined && !finder.finds(pattern, text)) return false;
  if (!otherFieldsFire(rule, judged, finder)) return false;
  if (rule.program !== undefined && !text.startsWith(command.program)) return false;
  if (!commandKeysCover(rule, command, judged.world)) return false;
  return ![text, ...command.written].some((each) => isExcluded(rule, each, judged, finder));
}

function isExcluded(rule: Rule, commandText: string, judged: Judged, finder: Finder): boolean {
  return entriesOf(rule.exclude).some(([name, expression]) => {
    const value = name === "command" ? commandText : valueText(judged.call.input[name]);
    return value !== undefined && finder.excludes(expression, value);
  });
}

/** The line as it stands, and cut at everything that could end a command. */
function rawFires(rule: Rule, raw: string, judged: Judged, finder: Finder): boolean {
  const pattern = commandPattern(rule);
  const texts = [raw, ...fragments(raw)];
  if (pattern !== undefined && !texts.some((text) => finder.finds(pattern, text))) return false;
  return rawNames(rule, [raw], judged.world);
}

/** So that `^rm` is found behind 16 KiB of anything. */
function fragments(raw: string): string[] {
  return raw.split(/[\n\r;&|(){}`]+/, MAX_FRAGMENTS).map((part) => part.trim());
}

function rawNames(rule: Rule, texts: readonly string[], world: World): boolean {
  const text = fold(texts.join("\n"), world);
  const words = new Set(text.split(/[^\w.+@%-]+/));
  if (rule.program !== undefined && !rule.program.some((name) => words.has(fold(name, world)))) {
    return false;
  }
  return rule.host === undefined || rule.host.some((host) => text.includes(host.toLowerCase()));
}

function commandPattern(rule: Rule): Expression | undefined {
  return rule.fields["command"];
}

function asksForCommand(rule: Rule): boolean {
  return rule.program !== undefined || rule.subcommand !== undefined || rule.flags !== undefined;
}

function entriesOf(
  expressions: Readonly<Record<string, Expression>>,
): readonly (readonly [string, Expression])[] {
  return Object.entries(expressions);
}
