import { type ShellLine, type ShellRedirect, singleSpaced } from "../shell.ts";
import type { Step } from "./steps.ts";

/** What may follow a command and changes nothing: `2>&1`, `>/dev/null`, `;`, a comment. */
const HARMLESS_END =
  /^(?: ?(?:[12]?>&[12]|[12]?>>? ?\/dev\/null|&>>? ?\/dev\/null|2>&-)(?= |;|$))* ?;?(?: ?#.*)?$/;

/**
 * What keeps a line from being nothing but the one command: another command, something that runs
 * it, variables, a redirection to a file, a bracket around it. So does a word that holds a blank or
 * nothing: in the text that an expression sees it is not told from several words, or from none.
 * Undefined where the command is alone.
 */
export function besideCommand({ command }: Step, line: ShellLine): string | undefined {
  const [, another] = line.commands;
  if (another !== undefined) return another.canonical;
  if (command.depth > 0 || command.inner.length > 0) return "something that runs it";
  if (command.assigned.length > 0) return command.assigned.map(({ name }) => `${name}=`).join(" ");
  if (command.piped) return "a pipe";
  const file = command.redirects.find((redirect) => !goesNowhere(redirect));
  if (file !== undefined) return `${file.operator}${file.target.text}`;
  const open = command.args.find(({ content }) => content.kind !== "fixed");
  if (open !== undefined) return open.text;
  const words = [command.called, ...command.args.map(({ text }) => text)];
  const blank = words.find((text) => text === "" || /\s/.test(text));
  if (blank !== undefined) return JSON.stringify(blank);
  return remains(command.written[0] ?? "", line.raw);
}

/** What of the line is neither the command nor harmless. */
function remains(written: string, raw: string): string | undefined {
  const [line, whole] = [singleSpaced(raw), singleSpaced(written)];
  if (!line.startsWith(whole)) return "something around it";
  const rest = line.slice(whole.length);
  return HARMLESS_END.test(rest) ? undefined : rest.trim();
}

/** `2>&1`, `>/dev/null`: no file is read or written. */
function goesNowhere({ operator, target }: ShellRedirect): boolean {
  if (target.content.kind !== "fixed" || operator.includes("<")) return false;
  return operator.endsWith(">&") ? /^[12-]$/.test(target.text) : target.text === "/dev/null";
}
