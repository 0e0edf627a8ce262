import { fixedWord, type ShellWord, type SimpleCommand } from "../shell.ts";
import type { CommandInput } from "./simple-command.ts";
import { fdFindsAll, fdNames, findsAll } from "./unwrap-search.ts";
import { asPattern } from "./unwrapped.ts";

/** Commands that pass on lines as they come. */
const FILTERS = new Set(["grep", "egrep", "fgrep", "sort", "head", "tail", "uniq", "shuf", "cat"]);
/** Commands that print paths under the folders they name. */
const LISTERS = new Set(["find", "fd", "fdfind", "ls", "rg", "grep", "egrep", "ag", "git"]);

/** What a command puts into the pipe, as far as its words tell. */
export function outputOf(command: SimpleCommand | undefined, input: CommandInput): CommandInput {
  if (command === undefined) return { piped: true };
  const { program, args } = command;
  if (program === "echo" || program === "printf") return printed(program, args);
  if (program === "cat" && args.length === 0 && input.text !== undefined) {
    return { piped: true, text: input.text };
  }
  if (FILTERS.has(program) && input.listed !== undefined)
    return filtered(command, input.listed, input);
  if (LISTERS.has(program) && listsPaths(command)) {
    const placed = program === "find" && /^[^-(!]/.test(args[0]?.text ?? "");
    const listed = [...(placed ? [] : [fixedWord(".")]), ...rootsOf(command)];
    return { piped: true, listed, listsAll: listsAll(command) };
  }
  return { piped: true };
}

function printed(program: string, args: readonly ShellWord[]): CommandInput {
  if (args.some((word) => word.content.kind !== "fixed")) return { piped: true };
  const texts = args.map((word) => word.text);
  // Each of them on a line of its own, and nothing else of its format.
  const said = /^%s(?:\\n|\\0| )$/.test(texts[0] ?? "") ? texts.slice(1) : texts;
  const shown = said.filter((text) => !/^-[neE]+$/.test(text)).join(" ");
  const breaks = program === "printf" || texts.some((text) => /^-\w*e/.test(text));
  return { piped: true, text: breaks ? shown.replaceAll("\\n", "\n") : shown };
}

/** `grep` lists names only with `-l`; `git` with `ls-files`, `grep -l` or `--name-only`. */
function listsPaths({ program, args }: SimpleCommand): boolean {
  const has = (pattern: RegExp): boolean => args.some((word) => pattern.test(word.text));
  const names = (...words: readonly string[]): boolean =>
    args.some((word) => words.includes(word.text));
  if (program === "find") return !has(/^-(?:printf|fprintf)$/);
  // What a format or a label says, and what a commit's message says, is no path.
  if (has(/^--(?:label|format|pretty|hyperlink-format)(?:=(?!(?:format:)?$)|$)/)) return false;
  if (program === "git") {
    const tells = names("log", "show", "whatchanged") && !has(/^--(?:format|pretty)=(?:format:)?$/);
    return (
      names("ls-files") || (names("--name-only") && !tells) || (names("grep") && has(/^-\w*l/))
    );
  }
  if (program === "rg")
    return has(/^(?:--files|--files-with-matches|--files-without-match|-\w*l\w*)$/);
  if (program.endsWith("grep") || program === "ag") return has(/^(?:-\w*[lL]\w*|--files-with.*)$/);
  return true;
}

/** Of a list of paths `grep x` leaves those that are named so. */
function filtered(
  { program, args }: SimpleCommand,
  listed: readonly ShellWord[],
  input: CommandInput,
): CommandInput {
  const [name] = args.filter((word) => !word.text.startsWith("-"));
  const inverts = args.some((word) => /^(?:-[A-Za-z]*v[A-Za-z]*|--invert-match)$/.test(word.text));
  if (!program.endsWith("grep") || inverts || name === undefined || !/\w/.test(name.text)) {
    return { ...input, piped: true };
  }
  return { piped: true, listed: [...listed, ...fdNames(name, undefined)], listsAll: false };
}

/** Whether the list holds every file, those with hidden names too, and no name narrows it. */
function listsAll({ program, args }: SimpleCommand): boolean {
  const has = (pattern: RegExp): boolean => args.some((word) => pattern.test(word.text));
  if (program === "find") return findsAll(args);
  if (program.startsWith("fd")) return fdFindsAll(args);
  if (program === "ls") return has(/^(?:-[a-zA-Z]*[aAf][a-zA-Z]*|--all|--almost-all)$/);
  if (program === "git") {
    const others = has(/^ls-files$/) && has(/^(?:-[a-z]*[oik][a-z]*|--others|--ignored|--killed)$/);
    return others && !has(/^:?[^-]*\*?\.\w+$/);
  }
  return !has(/^(?:-g.*|--i?glob(?:=.*)?|-t\w*|--type(?:=.*)?|--include=.*|-G)$/);
}

/** Every word that may be a folder: a pattern taken for one is looked for below the current. */
function rootsOf({ program, args }: SimpleCommand): ShellWord[] {
  const names = program.startsWith("fd")
    ? args.flatMap((word, index) => fdNames(word, args[index - 1]))
    : [];
  return [...args.filter((word) => !word.text.startsWith("-")).map(asPattern), ...names];
}
