import { runsOthers } from "./programs.ts";
import { doubts } from "./understanding.ts";

/** One word of a simple command. */
export interface ShellWord {
  /** Quotes and backslashes removed; expansions stand as written. */
  readonly text: string;
  /** False where the shell would put something else in its place: `$X`, `*.ts`, `$(…)`. */
  readonly fixed: boolean;
}

export interface ShellRedirect {
  readonly operator: string;
  readonly target: ShellWord;
}

/** One simple command, wherever it stands in a line. */
export interface SimpleCommand {
  /** Base name of the program; empty where it is not a fixed word. */
  readonly program: string;
  /** The program as called, quotes removed: `/usr/bin/git`. */
  readonly called: string;
  readonly args: readonly ShellWord[];
  /** Program's base name and arguments, quotes removed, single spaces. */
  readonly canonical: string;
  /** As written: from the program on, and with the assignments before it. */
  readonly written: readonly string[];
  /** Names assigned before the program: `PATH` in `PATH=. git push`. */
  readonly assigned: readonly string[];
  /** Assigned before the program, or as an argument of `export` and its kin: `P` → `~/.ssh`. */
  readonly values: Readonly<Record<string, ShellWord>>;
  readonly redirects: readonly ShellRedirect[];
  /** What a wrapper or a `sh -c` runs. These stand in `ShellLine.commands` too. */
  readonly inner: readonly SimpleCommand[];
  readonly depth: number;
}

/** A shell line as the policy judges it. */
export interface ShellLine {
  readonly raw: string;
  /** In the order in which they stand in the line; those that a wrapper runs follow it. */
  readonly commands: readonly SimpleCommand[];
  /** False where the parser gave up: deny and ask then look at the raw text too. */
  readonly parsed: boolean;
  /** Why the line may not be allowed; empty where everything in it is understood. */
  readonly notUnderstood: readonly string[];
}

/** What is parsed at most: 16,000 here-documents took a third of a second. */
const PARSE_LIMITS = { bytes: 16 * 1024, hereDocuments: 64 } as const;

/** Nothing but plain words and single blanks: what needs no parser to be read. */
const PLAIN = /^[A-Za-z0-9_@%+:,./-][A-Za-z0-9_@%+:,./=-]*(?: +[A-Za-z0-9_@%+:,./=-]+)*$/;

/** Words that the grammar takes for itself at the start of a command. */
const RESERVED = new Set(
  "if then elif else fi for while until do done case esac select function time coproc in".split(
    " ",
  ),
);

/** Reads a line of Bash. The parser is loaded only for lines that are more than plain words. */
export async function readShellLine(raw: string): Promise<ShellLine> {
  const words = plainWords(raw);
  if (words !== undefined) {
    const commands = [plainCommand(words)];
    return { raw, commands, parsed: true, notUnderstood: doubts(raw, commands) };
  }
  const problem = beyondLimits(raw);
  if (problem !== undefined) return rawLine(raw, problem);
  const { parseShell } = await import("./shell-parse.ts");
  const { commands, errors, shape } = parseShell(raw);
  return {
    raw,
    commands,
    parsed: errors.length === 0,
    notUnderstood: [...new Set([...errors, ...shape, ...doubts(raw, commands)])],
  };
}

/** A line of which nothing is known but its text: another shell's, or one too long to parse. */
export function rawLine(raw: string, reason: string): ShellLine {
  return { raw, commands: [], parsed: false, notUnderstood: [reason] };
}

/** `git` for `/usr/bin/git` and `C:\\Tools\\git.exe`. */
export function baseName(called: string): string {
  const name = called.slice(Math.max(called.lastIndexOf("/"), called.lastIndexOf("\\")) + 1);
  return name.replace(/\.exe$/i, "");
}

/** Text with every run of blanks and line breaks as one space. */
export function singleSpaced(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function plainWords(raw: string): readonly string[] | undefined {
  const text = raw.trim();
  if (text.length > PARSE_LIMITS.bytes || !PLAIN.test(text)) return undefined;
  const words = text.split(/ +/);
  const [first = ""] = words;
  // `A=1 git push` assigns; a wrapper's or shell's arguments are commands again.
  if (first.includes("=") || RESERVED.has(first) || runsOthers(baseName(first))) return undefined;
  return words;
}

function plainCommand(words: readonly string[]): SimpleCommand {
  const [called = "", ...args] = words;
  const program = baseName(called);
  return {
    program,
    called,
    args: args.map((text) => ({ text, fixed: true })),
    canonical: [program || called, ...args].join(" "),
    written: [words.join(" ")],
    assigned: [],
    values: {},
    redirects: [],
    inner: [],
    depth: 0,
  };
}

function beyondLimits(raw: string): string | undefined {
  if (Buffer.byteLength(raw) > PARSE_LIMITS.bytes) return "longer than 16 KiB";
  if (raw.split("<<").length - 1 > PARSE_LIMITS.hereDocuments) return "too many here-documents";
  return undefined;
}
