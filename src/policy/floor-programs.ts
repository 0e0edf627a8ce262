import type { World } from "../model/world.ts";
import { absolutePath, isWithin } from "./paths.ts";
import type { SimpleCommand } from "./shell.ts";

const RUNNERS = new Set(["npx", "bunx", "pnpx", "npm", "pnpm", "yarn", "bun"]);
const NODE = /^(?:node|nodejs|bun|deno|tsx)[\d.]*$/;

/** Commands that change the guard, by their words. `hook` is its entry. */
const GUARD_WORDS = [
  "init",
  "install",
  "uninstall",
  "hook",
  "rules approve",
  "rules drop",
  "rules revoke",
  "rules expire",
  "alerts silence",
  "channels approve",
  "schedule install",
  "schedule uninstall",
  "data prune",
];

const UNGUARDED =
  /^--(?:dangerously-skip-permissions|allow-dangerously-skip-permissions|bare|safe-mode|settings|setting-sources)(?:=|$)/;

/** Whether a command runs one of ours that changes the guard, on the home that is in force. */
export function isOwnGuardCommand(command: SimpleCommand, world: World, cwd: string): boolean {
  if (endsScheduler(command)) return true;
  const args = ownArguments(command, cwd);
  if (args === undefined) return false;
  const [folder, ...words] = withoutHome(args);
  if (folder !== undefined && isElsewhere(folder, world, cwd)) return false;
  const plain = words.filter((word) => !word.startsWith("-"));
  if (plain[0] === "rules" && plain[1] === "suggest") return words.includes("--accept");
  return GUARD_WORDS.some((guard) =>
    guard.split(" ").every((word, index) => plain[index] === word),
  );
}

/** `claude` with a flag that leaves hooks or permissions out. */
export function isUnguardedClaude(command: SimpleCommand): boolean {
  const words = command.args.map((word) => word.text);
  const isClaude =
    command.program === "claude" ||
    (RUNNERS.has(command.program) &&
      words.some((word) => /^@anthropic-ai\/claude-code(?:@|$)/.test(word)));
  return isClaude && words.some((word) => UNGUARDED.test(word));
}

/** The arguments given to claude-permit, however it is started; undefined for other programs. */
function ownArguments(command: SimpleCommand, cwd: string): readonly string[] | undefined {
  const words = command.args.map((word) => word.text);
  if (command.program === "claude-permit") return words;
  const at = words.findIndex((word) => !word.startsWith("-") && word !== "exec" && word !== "dlx");
  const first = words[at] ?? "";
  if (RUNNERS.has(command.program)) {
    return /^claude-permit(?:@|$)/.test(first) ? words.slice(at + 1) : undefined;
  }
  if (NODE.test(command.program) || command.program === "") {
    const script = first.startsWith("/") ? first : `${cwd}/${first}`;
    const ours = /(?:^|\/)claude-permit\/(?:.*\/)?(?:bin\.cjs|hook\.cjs|cli\.c?js)$/.test(script);
    return ours
      ? [...(script.endsWith("hook.cjs") ? ["hook"] : []), ...words.slice(at + 1)]
      : undefined;
  }
  return undefined;
}

/** The folder after `--home` first (undefined where none), then the other words. */
function withoutHome(args: readonly string[]): readonly [string | undefined, ...string[]] {
  const at = args.findIndex((word) => word === "--home" || word.startsWith("--home="));
  const found = args[at];
  if (found === undefined) return [undefined, ...args];
  if (found !== "--home") return [found.slice(7), ...args.filter((_, index) => index !== at)];
  return [args[at + 1], ...args.filter((_, index) => index !== at && index !== at + 1)];
}

/** A home of tests and trials: neither the one in force nor in the account's own `~/.claude`. */
function isElsewhere(folder: string, world: World, cwd: string): boolean {
  const path = absolutePath(folder, world, cwd);
  return (
    !/[$`*?]/.test(folder) &&
    !isWithin(path, world.home, world.caseInsensitive) &&
    !isWithin(path, `${world.accountHome}/.claude`, world.caseInsensitive)
  );
}

/** Stopping the units that run our jobs. */
function endsScheduler(command: SimpleCommand): boolean {
  const words = command.args.map((word) => word.text);
  const ends = /^(?:stop|disable|mask|kill|unload|bootout|remove|\/delete|\/end)$/i;
  const controls = ["systemctl", "launchctl", "schtasks"].includes(command.program);
  if (controls) return words.some((word) => ends.test(word)) && words.some(isOurs);
  return ["pkill", "killall"].includes(command.program) && words.some(isOurs);
}

function isOurs(word: string): boolean {
  return word.includes("claude-permit");
}
