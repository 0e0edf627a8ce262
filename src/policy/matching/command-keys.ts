import type { SimpleCommand } from "../shell.ts";
import type { Step } from "../steps/steps.ts";
import { subcommands } from "../usage/subcommands.ts";

/** Whether a sub-command of a deny or ask rule fits: `stash` fits `stash drop` too. */
export function hasSubcommand(wanted: readonly string[], { command, usage }: Step): boolean {
  const told = [usage.subcommand, subcommands(command).join(" "), firstPlain(command)];
  return wanted.some((words) =>
    told.some((found) => found === words || found.startsWith(`${words} `)),
  );
}

/** The same for a grant: exactly the words that the table knows as the sub-command. */
export function subcommandIs(wanted: readonly string[], { command, usage }: Step): boolean {
  if (usage.anySubcommand) {
    return wanted.some((words) => `${usage.subcommand} `.startsWith(`${words} `));
  }
  if (usage.known) return wanted.includes(usage.subcommand);
  // Nothing is known of its options: none may stand before the sub-command.
  return wanted.some((words) =>
    words.split(" ").every((word, index) => command.args[index]?.text === word),
  );
}

function firstPlain(command: SimpleCommand): string {
  return command.args.find((word) => !word.text.startsWith("-"))?.text ?? "";
}

/**
 * Whether an option is given, however spelled: `r` in `-fr`, `recursive` in `--recursive`,
 * `--recursive=x` and, as GNU programs take it, `--recurs`.
 */
export function hasFlag(command: SimpleCommand, flag: string): boolean {
  const name = flag.replace(/^-+/, "");
  const end = command.args.findIndex((word) => word.text === "--");
  const words = end < 0 ? command.args : command.args.slice(0, end);
  return words.some(({ text }) => {
    if (text.startsWith("--")) {
      const given = text.slice(2).split("=")[0] ?? "";
      return given === name || (given !== "" && name.length > 1 && name.startsWith(given));
    }
    if (!text.startsWith("-")) return false;
    const clustered = name.length === 1 && /^-[A-Za-z]/.test(text) && text.includes(name);
    return text.slice(1) === name || clustered;
  });
}

/** Whether every option that a command is given stands in a grant's `flags`. */
export function allOptionsListed(flags: readonly string[], { command, usage }: Step): boolean {
  const listed = new Set(flags.map((flag) => flag.replace(/^-+/, "")));
  const given = usage.known
    ? usage.options.map(({ name }) => name)
    : command.args.map((word) => word.text).filter((text) => text.startsWith("-"));
  return given.every((name) => listed.has(name.replace(/^-+/, "").split("=")[0] ?? ""));
}
