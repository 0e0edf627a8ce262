import { fixedWord, type ShellWord, type SimpleCommand } from "./shell.ts";
import type { CommandInput } from "./simple-command.ts";

/** Commands that pass on lines as they come. */
const FILTERS = new Set(["grep", "egrep", "fgrep", "sort", "head", "tail", "uniq", "shuf", "cat"]);
/** Commands that print paths under the folders they name. */
const LISTERS = new Set(["find", "fd", "fdfind", "ls", "rg", "grep", "egrep", "ag", "git"]);

/** What a command puts into the pipe, as far as its words tell. */
export function outputOf(command: SimpleCommand | undefined, input: CommandInput): CommandInput {
  if (command === undefined) return { piped: true };
  const { program, args } = command;
  if (program === "echo" || program === "printf") return printed(args);
  if (program === "cat" && args.length === 0 && input.text !== undefined) {
    return { piped: true, text: input.text };
  }
  if (FILTERS.has(program) && input.listed !== undefined) return { ...input, piped: true };
  if (LISTERS.has(program) && listsPaths(command)) {
    return { piped: true, listed: [fixedWord("."), ...rootsOf(command)] };
  }
  return { piped: true };
}

function printed(args: readonly ShellWord[]): CommandInput {
  if (args.some((word) => word.content.kind !== "fixed")) return { piped: true };
  const said = args.map((word) => word.text).filter((text) => !/^-[neE]+$/.test(text));
  return { piped: true, text: said.join(" ").replaceAll("\\n", "\n") };
}

/** `grep` lists names only with `-l`; `git` with `ls-files`, `grep -l` or `--name-only`. */
function listsPaths({ program, args }: SimpleCommand): boolean {
  const has = (pattern: RegExp): boolean => args.some((word) => pattern.test(word.text));
  if (program === "find") return !has(/^-(?:printf|fprintf)$/);
  if (program === "git")
    return has(/^(?:ls-files|--name-only)$/) || (has(/^grep$/) && has(/^-\w*l/));
  if (program === "rg")
    return has(/^(?:--files|--files-with-matches|--files-without-match|-\w*l\w*)$/);
  if (program.endsWith("grep") || program === "ag") return has(/^(?:-\w*[lL]\w*|--files-with.*)$/);
  return true;
}

/** Every word that may be a folder: a pattern taken for one is looked for below the current. */
function rootsOf({ args }: SimpleCommand): ShellWord[] {
  return args.filter((word) => !word.text.startsWith("-")).map(asPattern);
}

/** What `find` and `git` take for a pattern is one, though it is quoted for the shell. */
export function asPattern(word: ShellWord): ShellWord {
  return /[*?[]/.test(word.text) ? { text: word.text, content: { kind: "glob" } } : word;
}
