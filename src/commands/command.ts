import type { Io } from "../io.ts";
import type { ExitCode } from "../model/errors.ts";
import type { ScopeWords } from "../pipeline/scope.ts";

/** A flag of one command, as commander writes it: `--format <name>`. */
export interface OptionRow {
  readonly flags: string;
  readonly description: string;
  readonly choices?: readonly string[];
  /** May be given several times; `own` then holds a list. */
  readonly repeats?: true;
}

/** One row of the command table. Help, completion and docs are made from it. */
export interface CommandRow {
  /** `alerts check`: the words that call it. */
  readonly words: string;
  readonly aliases: readonly string[];
  readonly group: "start" | "look" | "policy" | "comes" | "data" | "plumbing";
  readonly summary: string;
  /** `[name]`, `<file...>`: commander's notation; empty for none. */
  readonly argument: string;
  /** What the first argument may be, where that is a list: each word and what it means. */
  readonly names?: readonly { readonly word: string; readonly meaning: string }[];
  readonly options: readonly OptionRow[];
  /** Whether it refuses when run by an agent or without a terminal; `yes`: only with --yes. */
  readonly changesGuard: boolean | "yes" | "accept";
  /** A flag of its own with which it changes nothing, and refuses nobody. */
  readonly onlyShows?: string;
  /** Command lines that work as written, without the program's name. */
  readonly examples: readonly string[];
  readonly load: () => Promise<{ run: Run }>;
}

/** Flags that every command takes. */
interface SharedOptions extends ScopeWords {
  readonly json: boolean;
  readonly dryRun: boolean;
}

export interface Request {
  readonly io: Io;
  readonly home: string;
  readonly args: readonly string[];
  readonly shared: SharedOptions;
  /** The command's own flags by camel-case name. */
  readonly own: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
}

export type Run = (request: Request) => Promise<ExitCode>;
