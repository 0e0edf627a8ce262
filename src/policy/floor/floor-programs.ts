import type { World } from "../../model/world.ts";
import { absolutePath, isWithin, pathSpellings } from "../paths/paths.ts";
import type { SimpleCommand } from "../shell.ts";
import { unversioned } from "../usage/versions.ts";
import {
  homesOf,
  isDistinctCommand,
  isGuardCommand,
  isLikelyName,
  isOwnName,
  isUnguardedOption,
} from "./floor-words.ts";

const RUNNERS = new Set(["npx", "bunx", "pnpx", "npm", "pnpm", "yarn", "bun"]);
const NODES = new Set(["node", "nodejs", "bun", "deno", "tsx", "ts-node"]);
/** Of `claude`: what only looks at itself. */
const LOOKS = new Set(["mcp", "config", "doctor", "update", "--version", "-v", "--help", "-h"]);
/** Where Claude Code finds its settings, and what makes it leave them out. */
const UNGUARDING = new Set(["HOME", "CLAUDE_CONFIG_DIR", "CLAUDE_CODE_SIMPLE"]);

/** Whether a command runs one of ours that changes the guard, on the home that is in force. */
export function isOwnGuardCommand(command: SimpleCommand, world: World, cwd: string): boolean {
  if (endsScheduler(command)) return true;
  const args = ownArguments(command, world, cwd);
  if (args === undefined) return false;
  const homes = homesOf(args);
  if (homes.length > 0 && homes.every((folder) => isElsewhere(folder, world, cwd))) return false;
  return isGuardCommand(args);
}

/** `claude` with a flag or a variable that leaves hooks or permissions out. */
export function isUnguardedClaude(command: SimpleCommand, world: World): boolean {
  const words = textsOf(command);
  const isPackage = (word: string): boolean =>
    word.includes("claude-code") && /(?:^|\/)@anthropic-ai\/claude-code(?:@|\/|$)/.test(word);
  const name = folded(command.program, world);
  const starts =
    name === "claude" ||
    name === "claude.cmd" ||
    (words.some(isPackage) && (RUNNERS.has(command.program) || isNode(command.program)));
  if (!starts) return false;
  const isElsewise = command.assigned.some(
    ({ name, exported }) => exported && UNGUARDING.has(name),
  );
  if (words[0] === "config" && words.some((word) => /hooks/i.test(word)))
    return /\b(?:set|add|remove|rm)\b/.test(words.join(" "));
  return words.some(isUnguardedOption) || (isElsewise && !LOOKS.has(words[0] ?? ""));
}

function isNode(program: string): boolean {
  return NODES.has(unversioned(program));
}

/** A variable that makes Claude Code look elsewhere for its hooks, or leave them out. */
export function isUnguarding({ name, exported }: SimpleCommand["assigned"][number]): boolean {
  return exported && UNGUARDING.has(name);
}

/** Code that loads our command line, beside words that change the guard. */
export function loadsOwn(words: readonly string[]): boolean {
  const loads = words.some((word) => /claude-permit\/(?:[\w.-]+\/)*(?:bin|cli|hook)\b/.test(word));
  const guards =
    /\b(?:init|install|uninstall|approve|revoke|drop|expire|silence|prune|hook)\b/.test(
      words.join(" "),
    );
  return (
    loads &&
    guards &&
    words.some((word) => /^(?:-e|-p|--eval|--print|--import|-r|--require)$/.test(word))
  );
}

/** The arguments given to claude-permit, however it is started; undefined for other programs. */
function ownArguments(
  command: SimpleCommand,
  world: World,
  cwd: string,
): readonly string[] | undefined {
  const words = textsOf(command);
  const { called, program } = command;
  // `$(which claude-permit)`
  if (program === "" && called.includes("claude-permit")) return words;
  const named = fileArguments([called, ...words], 0, world, cwd);
  if (named !== undefined) return named;
  if (RUNNERS.has(program)) {
    const at = words.findIndex((word) => !/^-|^(?:exec|dlx|x|run)$/.test(word));
    return isOwnName(words[at] ?? "") ? words.slice(at + 1) : undefined;
  }
  if (program !== "" && !isNode(program)) return undefined;
  const at = words.findIndex((_, index) => fileArguments(words, index, world, cwd) !== undefined);
  return at < 0 ? undefined : fileArguments(words, at, world, cwd);
}

/** The words after one that is a file of ours, under any of its names. */
function fileArguments(
  words: readonly string[],
  at: number,
  world: World,
  cwd: string,
): readonly string[] | undefined {
  const word = words[at] ?? "";
  if (word === "" || word.startsWith("-")) return undefined;
  const after = words.slice(at + 1);
  const isPath = word.includes("/") || word.includes(".");
  const spellings = isPath ? pathSpellings(word, world, cwd) : [folded(word, world)];
  const script = spellings.find(isOwnName);
  const likely = spellings.find(isLikelyName);
  if (script === undefined && (likely === undefined || !isDistinctCommand(after))) return undefined;
  return /hook\.cjs$|hook\/main\.ts$/.test(script ?? "") ? ["hook", ...after] : after;
}

/** A home of tests and trials: neither the one in force nor in the account's own `~/.claude`. */
function isElsewhere(folder: string, world: World, cwd: string): boolean {
  if (/[$`*?]/.test(folder)) return false;
  return pathSpellings(folder, world, cwd).every(
    (path) =>
      !isWithin(path, world.home, world.caseInsensitive) &&
      !isWithin(path, absolutePath("~/.claude", world), world.caseInsensitive),
  );
}

/** Stopping or changing the units that run our jobs, and the processes of ours. */
function endsScheduler(command: SimpleCommand): boolean {
  const words = textsOf(command);
  const ends =
    /^(?:stop|disable|mask|kill|unload|bootout|remove|edit|revert|set-property|freeze|\/delete|\/end|\/change)$/i;
  const controls = ["systemctl", "launchctl", "schtasks", "service"].includes(command.program);
  if (controls) return words.some((word) => ends.test(word)) && words.some(isOurs);
  return ["pkill", "killall"].includes(command.program) && words.some(isOurs);
}

/** A name or a pattern of ours: `claude-permit.timer`, `claude-*`, `claude.permit`. */
function isOurs(word: string): boolean {
  const letters = word.replace(/[^a-z*]/gi, "").toLowerCase();
  return (
    letters.includes("claudepermit") ||
    /claudep(?:e(?:r(?:mi?)?)?)?$/.test(letters) ||
    /^claude\*/.test(letters)
  );
}

function folded(word: string, world: World): string {
  return world.caseInsensitive ? word.toLowerCase() : word;
}

function textsOf(command: SimpleCommand): string[] {
  return command.args.map((word) => word.text);
}
