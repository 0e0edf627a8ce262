import { plainWords } from "./shell/plain-line.ts";
import type { ParsedShell } from "./shell/shell-parse.ts";
import { command } from "./shell/simple-command.ts";

/** One word of a simple command. */
export interface ShellWord {
  /** Quotes and backslashes removed; expansions stand as written. */
  readonly text: string;
  readonly content: WordContent;
}

/**
 * What the shell puts in a word's place. `fixed`: its text. `known`: one of these words. `glob`:
 * names of files that fit its text. `output`: what an understood command or a harmless variable says;
 * `number`: a counter. `below`: paths under folders (`find`, `xargs`), `all` where no name narrows them. `stream`: a pipe by its path
 * (`<(…)`). `unknown`: anything.
 */
export type WordContent =
  | { readonly kind: "fixed" | "glob" | "number" | "output" | "stream" }
  | { readonly kind: "known"; readonly values: readonly ShellWord[] }
  | { readonly kind: "below"; readonly roots: readonly ShellWord[]; readonly all?: boolean }
  | { readonly kind: "unknown"; readonly what: string };

export interface Assigned {
  readonly name: string;
  /** Whether programs see it: set before one, or exported. */
  readonly exported: boolean;
  /** Undefined where it is not fixed. */
  readonly value: string | undefined;
}

export interface ShellRedirect {
  readonly operator: string;
  readonly target: ShellWord;
}

/** Where a command may run: the words of every `cd` before it. Undefined: nobody knows where. */
export type Folder = readonly ShellWord[] | undefined;

/** One simple command, wherever it stands in a line. */
export interface SimpleCommand {
  /** Base name of the program; empty where it is not one fixed word. */
  readonly program: string;
  /** The program as called, quotes removed: `/usr/bin/git`; empty where there is none. */
  readonly called: string;
  readonly args: readonly ShellWord[];
  /** Program's base name and arguments, quotes removed, single spaces. */
  readonly canonical: string;
  /** As written: from the program on, and with the assignments before it. */
  readonly written: readonly string[];
  /** Assigned before the program, or by `export` and its kin: `PATH` in `PATH=. git push`. */
  readonly assigned: readonly Assigned[];
  readonly redirects: readonly ShellRedirect[];
  /** What a wrapper or a `sh -c` runs. These stand in `ShellLine.commands` too. */
  readonly inner: readonly SimpleCommand[];
  /** How many wrappers and shells stand around it. */
  readonly depth: number;
  /** Every folder that it may run in; `[]` is the call's own. */
  readonly folders: readonly Folder[];
  /** Whether standard input is a pipe. */
  readonly piped: boolean;
  /** Why its words do not tell what it does; empty for most. */
  readonly doubts: readonly string[];
}

/** A shell line as the policy judges it. */
export interface ShellLine {
  readonly raw: string;
  /** In the order in which they stand in the line; those that a wrapper runs follow it. */
  readonly commands: readonly SimpleCommand[];
  /** False where the parser gave up: deny and ask then look at the raw text too. */
  readonly parsed: boolean;
  /** Why the line as a whole may not be allowed; what a single command leaves open is its own. */
  readonly doubts: readonly string[];
}

/** What is parsed at most: 16,000 here-documents took a third of a second. */
const PARSE_LIMITS = { bytes: 16 * 1024, hereDocuments: 64, substitutions: 64, backquotes: 128 };

/** The parser reads what stands in one of these again, and in each around it. */
const SUBSTITUTION = /[$<>]\(|\$\{/g;

/** Zero-width, direction and other invisible characters; tab and line feed are ordinary. */
const INVISIBLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it finds
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff9-\ufffb]|\u034f/;

/** Lines read last: agents repeat themselves, and a batch has thousands of theirs. */
const known = new Map<string, ShellLine>();
const MAX_KNOWN = 1000;

/** Reads a line of Bash. The parser is loaded only for lines that are more than plain words. */
export async function readShellLine(raw: string): Promise<ShellLine> {
  const line = known.get(raw) ?? (await newShellLine(raw));
  if (known.size >= MAX_KNOWN) known.clear();
  if (raw.length <= PARSE_LIMITS.bytes) known.set(raw, line);
  return line;
}

async function newShellLine(raw: string): Promise<ShellLine> {
  const doubts = INVISIBLE.test(raw) ? ["invisible or control characters"] : [];
  const words = plainWords(raw, PARSE_LIMITS.bytes);
  if (words !== undefined) {
    return {
      raw,
      commands: [command({ words, whole: words.map(textOf).join(" ") })],
      parsed: true,
      doubts,
    };
  }
  const problem = beyondLimits(raw);
  if (problem !== undefined) return rawLine(raw, problem);
  const read = await parsedLine(raw);
  if (read === undefined) return rawLine(raw, TOO_DEEP);
  const { commands, errors, doubts: unclear } = read;
  const empty = commands.length === 0 ? ["no command"] : [];
  return {
    raw,
    commands,
    parsed: errors.length === 0 && !commands.some((each) => each.doubts.includes(TOO_DEEP)),
    doubts: [...doubts, ...errors, ...unclear, ...empty],
  };
}

/** Why a line of wrappers in wrappers, or of brackets in brackets, is not read to its end. */
export const TOO_DEEP = "nested too deeply";

/** Undefined where the line is nested more deeply than the parser or its reader can go. */
async function parsedLine(raw: string): Promise<ParsedShell | undefined> {
  const { parseShell } = await import("./shell/shell-parse.ts");
  try {
    return parseShell(raw);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** A line of which nothing is known but its text: another shell's, or one too long to parse. */
export function rawLine(raw: string, reason: string): ShellLine {
  return { raw, commands: [], parsed: false, doubts: [reason] };
}

/** A word that is just its text. */
export function fixedWord(text: string): ShellWord {
  return { text, content: FIXED };
}

function textOf(word: ShellWord): string {
  return word.text;
}

export const FIXED = { kind: "fixed" } as const satisfies WordContent;

function beyondLimits(raw: string): string | undefined {
  if (Buffer.byteLength(raw) > PARSE_LIMITS.bytes) return "longer than 16 KiB";
  if (raw.split("<<").length - 1 > PARSE_LIMITS.hereDocuments) return "too many here-documents";
  const substitutions = raw.match(SUBSTITUTION)?.length ?? 0;
  if (substitutions > PARSE_LIMITS.substitutions) return "too many substitutions";
  if (raw.split("`").length - 1 > PARSE_LIMITS.backquotes) return "too many substitutions";
  return undefined;
}

/** `git` for `/usr/bin/git` and `C:\\Tools\\git.exe`. */
export function baseName(called: string): string {
  const name = called.slice(Math.max(called.lastIndexOf("/"), called.lastIndexOf("\\")) + 1);
  return name.toLowerCase().endsWith(".exe") ? name.slice(0, -".exe".length) : name;
}

/** Text with every run of blanks and line breaks as one space. */
export function singleSpaced(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
