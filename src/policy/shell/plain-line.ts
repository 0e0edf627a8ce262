import { baseName, fixedWord, type ShellWord } from "../shell.ts";
import { runsOthers } from "../usage/program-kinds.ts";
import { MAX_COMMAND_WORDS } from "./reading-budget.ts";

/** Nothing but plain words and single blanks: what needs no parser to be read. */
const PLAIN = /^[A-Za-z0-9_@%+:,./-][A-Za-z0-9_@%+:,./=-]*(?: +[A-Za-z0-9_@%+:,./=-]+)*$/;

const ASCII = /^[\t\n\x20-\x7e]*$/;

/** Words that the grammar takes for itself at the start of a command. */
const RESERVED = new Set(
  "if then elif else fi for while until do done case esac select function time coproc in".split(
    " ",
  ),
);

/** The words of a line that needs no parser; undefined for any other. */
export function plainWords(raw: string, maxChars: number): readonly ShellWord[] | undefined {
  const text = raw.trim();
  if (text.length > maxChars || !PLAIN.test(text)) return undefined;
  // To the shell other blanks than these belong to a word: a no-break space at the end.
  if (text.length < raw.length && !ASCII.test(raw)) return undefined;
  const words = text.split(/ +/);
  const [first = ""] = words;
  // `A=1 git push` assigns; a wrapper's or shell's arguments are commands again; `cd` moves.
  const isMore = first.includes("=") || RESERVED.has(first) || runsOthers(baseName(first));
  return isMore || words.length > MAX_COMMAND_WORDS ? undefined : words.map(fixedWord);
}
