import { EVALUATORS, isInterpreter, SHELLS, WRAPPERS } from "./programs.ts";
import { hasRiskyOption } from "./risky-options.ts";
import type { SimpleCommand } from "./shell.ts";

/** Folders whose programs are what their names say. */
const SYSTEM_FOLDERS = ["/bin/", "/usr/bin/", "/usr/local/bin/", "/sbin/", "/usr/sbin/"];

/** Zero-width, direction and other invisible characters; tab and line feed are ordinary. */
const INVISIBLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it finds
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff9-\ufffb]|\u034f/;

/**
 * Why a line may not be allowed. For now one plain simple command is understood and nothing else:
 * no assignment, redirection, expansion or pattern, and no program that runs what its arguments
 * say. Later versions understand more; they widen this function.
 */
export function doubts(raw: string, commands: readonly SimpleCommand[]): string[] {
  const found: string[] = [];
  if (INVISIBLE.test(raw)) found.push("invisible or control characters");
  const [command] = commands;
  if (command === undefined) return [...found, "no command"];
  if (commands.length > 1) return [...found, "more than one command"];
  return [...found, ...commandDoubts(command)];
}

function commandDoubts(command: SimpleCommand): string[] {
  const { program } = command;
  const found: string[] = [];
  if (program === "") return ["the program is not a fixed word"];
  if (!/^[\w.+@%-]+$/.test(program) && program !== "[") found.push("an unusual program name");
  if (command.assigned.length > 0) found.push("variables set before the command");
  if (command.redirects.length > 0) found.push("a redirection");
  if (command.args.some((word) => !word.fixed)) found.push("an expansion or a pattern");
  if (WRAPPERS.has(program) && runsArguments(command)) found.push(`${program} runs its arguments`);
  if (SHELLS.has(program)) found.push(`${program} is a shell`);
  if (EVALUATORS.has(program)) found.push(`${program} changes or evaluates what follows`);
  if (hasRiskyOption(command)) found.push("an option that runs a program or writes a file");
  if (isInterpreter(program) && !asksForVersion(command)) found.push(`${program} runs a program`);
  return found;
}

/** `docker` is a wrapper only in `docker exec`. */
function runsArguments(command: SimpleCommand): boolean {
  const after = WRAPPERS.get(command.program)?.after;
  return after === undefined || command.args.some((word) => after.includes(word.text));
}

function asksForVersion(command: SimpleCommand): boolean {
  const [only, ...others] = command.args;
  return others.length === 0 && only !== undefined && ["--version", "-V"].includes(only.text);
}

/**
 * The text that an allow rule sees: a program called by a path outside the system's folders keeps
 * its path, so that `./git status` is not taken for `git status`.
 */
export function allowText(command: SimpleCommand): string {
  const { called, program, canonical } = command;
  const folder = called.slice(0, called.length - program.length);
  if (folder === "" || SYSTEM_FOLDERS.includes(folder)) return canonical;
  return `${called}${canonical.slice(program.length)}`;
}
