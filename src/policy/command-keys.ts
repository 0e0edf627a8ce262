import type { Rule } from "../model/rule.ts";
import type { World } from "../model/world.ts";
import { hostsIn } from "./hosts.ts";
import { programShape } from "./programs.ts";
import type { SimpleCommand } from "./shell.ts";
import { subcommands } from "./subcommands.ts";

/** Whether `program`, `subcommand`, `flags` and `host` of a deny or ask rule fit a command. */
export function commandKeysFire(rule: Rule, command: SimpleCommand, world: World): boolean {
  return (
    namesFit(rule, command, world) &&
    (rule.flags?.some((flag) => hasFlag(command, flag, true)) ?? true) &&
    hostFires(rule, commandHosts(command))
  );
}

/** The same for a grant: options as spelled only, and every host named must be one of the rule's. */
export function commandKeysCover(rule: Rule, command: SimpleCommand, world: World): boolean {
  return (
    namesFit(rule, command, world) &&
    (rule.flags?.some((flag) => hasFlag(command, flag, false)) ?? true) &&
    hostCovers(rule, commandHosts(command))
  );
}

export function hostFires(rule: Rule, hosts: readonly string[]): boolean {
  const wanted = rule.host;
  return wanted === undefined || hosts.some((host) => wanted.some((name) => isHost(host, name)));
}

export function hostCovers(rule: Rule, hosts: readonly string[]): boolean {
  const wanted = rule.host;
  if (wanted === undefined) return true;
  return hosts.length > 0 && hosts.every((host) => wanted.some((name) => isHost(host, name)));
}

/** Text as names compare on this file system. */
export function fold(text: string, world: World): string {
  return world.caseInsensitive ? text.toLowerCase() : text;
}

function namesFit(rule: Rule, command: SimpleCommand, world: World): boolean {
  const program = fold(command.program, world);
  if (rule.program !== undefined && !rule.program.some((name) => fold(name, world) === program)) {
    return false;
  }
  return rule.subcommand === undefined || hasSubcommand(rule.subcommand, command);
}

function hasSubcommand(wanted: readonly string[], command: SimpleCommand): boolean {
  const found =
    programShape(command.program) === undefined ? firstPlain(command) : subcommands(command);
  return wanted.some((words) => found.join(" ") === words || found[0] === words);
}

function firstPlain(command: SimpleCommand): string[] {
  const word = command.args.find((each) => !each.text.startsWith("-"));
  return word === undefined ? [] : [word.text];
}

/**
 * Whether an option is given, however spelled: `r` in `-fr`, `recursive` in `--recursive` and
 * `--recursive=x`; where `loosely`, also abbreviated, as GNU programs take it (`--recurs`).
 */
function hasFlag(command: SimpleCommand, flag: string, loosely: boolean): boolean {
  const name = flag.replace(/^-+/, "");
  const end = command.args.findIndex((word) => word.text === "--");
  const words = end < 0 ? command.args : command.args.slice(0, end);
  return words.some(({ text }) => {
    if (text.startsWith("--")) {
      const given = text.slice(2).split("=")[0] ?? "";
      return (
        given === name || (loosely && given !== "" && name.length > 1 && name.startsWith(given))
      );
    }
    if (!text.startsWith("-")) return false;
    const clustered = name.length === 1 && /^-[A-Za-z]/.test(text) && text.includes(name);
    return text.slice(1) === name || clustered;
  });
}

function commandHosts(command: SimpleCommand): string[] {
  return hostsIn([...command.args.map((word) => word.text), ...command.written].join("\n"));
}

/** The host itself or one below it. */
function isHost(host: string, name: string): boolean {
  const wanted = name.toLowerCase();
  return host === wanted || host.endsWith(`.${wanted}`);
}
