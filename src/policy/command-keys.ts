import type { Rule } from "../model/rule.ts";
import type { World } from "../model/world.ts";
import { hostsIn, webHosts } from "./hosts.ts";
import { programShape } from "./programs.ts";
import type { SimpleCommand } from "./shell.ts";
import { subcommands } from "./subcommands.ts";

/** Options that neither write, send nor take a value: `-sSfL`, `--head`. */
const QUIET_OPTION = /^(?:-[sSfLIi46#v]+|--(?:silent|show-error|fail|location|head|compressed))$/;

/** Whether `program`, `subcommand`, `flags` and `host` of a deny or ask rule fit a command. */
export function commandKeysFire(rule: Rule, command: SimpleCommand, world: World): boolean {
  return (
    namesFit(rule, command, world) &&
    (rule.flags?.some((flag) => hasFlag(command, flag, true)) ?? true) &&
    hostFires(rule, commandHosts(command))
  );
}

/**
 * The same for a grant: options as spelled only, no option before the sub-command (`git -c` runs
 * what it likes), and every argument must lead to one of the rule's hosts.
 */
export function commandKeysCover(rule: Rule, command: SimpleCommand, world: World): boolean {
  return (
    namesFit(rule, command, world) &&
    (rule.subcommand === undefined || beginsWith(command, rule.subcommand)) &&
    (rule.flags?.some((flag) => hasFlag(command, flag, false)) ?? true) &&
    hostCovers(rule, grantedHosts(command))
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

function beginsWith(command: SimpleCommand, wanted: readonly string[]): boolean {
  return wanted.some((words) =>
    words.split(" ").every((word, index) => command.args[index]?.text === word),
  );
}

/** The hosts of a command that names nothing but URLs; none where it says anything else. */
function grantedHosts(command: SimpleCommand): string[] {
  const hosts: string[] = [];
  for (const { text } of command.args) {
    const found = webHosts(text);
    if (found.length === 0 && !QUIET_OPTION.test(text)) return [];
    hosts.push(...found);
  }
  return hosts;
}

/** The host itself or one below it. */
function isHost(host: string, name: string): boolean {
  const wanted = name.toLowerCase();
  return host === wanted || host.endsWith(`.${wanted}`);
}
