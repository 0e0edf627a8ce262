import { loadedRow } from "./programs/index.ts";
import type { Row } from "./programs/row.ts";
import { actionEnd } from "./shell/unwrap-search.ts";
import type { ShellWord, SimpleCommand } from "./shell.ts";
import { type OptionUse, type ReadOptions, readOptions } from "./usage/options.ts";

/** A program with the sub-command that its words name. */
export interface ProgramUse {
  /** The rows from the program to the sub-command; what the first say holds for the last. */
  readonly rows: readonly Row[];
  /** Options before the sub-command. */
  readonly globals: readonly OptionUse[];
  /** `stash list`; empty for none. */
  readonly subcommand: string;
  /** Whether the table takes any sub-command here: these are its first words. */
  readonly anySubcommand: boolean;
  /** The words after it; all of them where any is taken. */
  readonly args: readonly ShellWord[];
  /** The sub-command, where the table does not know it. */
  readonly unknown: string | undefined;
  readonly doubts: readonly string[];
}

/** Words of a sub-command: `compose exec`, `-m pip list`. */
const MAX_SUB_WORDS = 4;

/** What the table says of a command; undefined where it does not know the program. */
export function findProgram(command: SimpleCommand): ProgramUse | undefined {
  const row = loadedRow(command.program);
  if (row === undefined) return undefined;
  const start: ProgramUse = {
    rows: [row],
    globals: [],
    subcommand: "",
    anySubcommand: false,
    args: actionsLeftOut(command),
    unknown: undefined,
    doubts: [],
  };
  return descended(start, command.program);
}

/** Follows sub-commands as far as the table has them: `docker compose -f x logs`. */
function descended(use: ProgramUse, program: string): ProgramUse {
  const row = use.rows[use.rows.length - 1];
  const sub = row?.sub;
  if (row === undefined || sub === undefined) return use;
  // Some sub-commands begin with a dash: `python -m pytest`.
  const dashed = named(use.args, 0, sub);
  if (dashed !== undefined) return descended(under(use, dashed, []), program);
  const read = readOptions(use.args, [row], { single: row.single === true, stops: true });
  const doubts = read.unknown.map((option) => `${program} ${option} is not known`);
  const met = { ...use, doubts: [...use.doubts, ...doubts] };
  const found = named(use.args, read.end, sub);
  if (found !== undefined) return descended(under(met, found, read.options), program);
  return anyOrNone(met, read, sub);
}

interface Named {
  readonly row: Row;
  readonly words: string;
  readonly args: readonly ShellWord[];
}

function named(
  args: readonly ShellWord[],
  start: number,
  sub: Readonly<Record<string, Row>>,
): Named | undefined {
  for (let count = MAX_SUB_WORDS; count > 0; count -= 1) {
    const words = args.slice(start, start + count);
    if (words.length < count || words.some((word) => word.content.kind !== "fixed")) continue;
    const name = words.map((word) => word.text).join(" ");
    const row = name !== "*" && Object.hasOwn(sub, name) ? sub[name] : undefined;
    if (row !== undefined) return { row, words: name, args: args.slice(start + count) };
  }
  return undefined;
}

function under(
  use: ProgramUse,
  { row, words, args }: Named,
  options: readonly OptionUse[],
): ProgramUse {
  return {
    ...use,
    rows: [...use.rows, row],
    globals: [...use.globals, ...options],
    subcommand: `${use.subcommand} ${words}`.trim(),
    args,
  };
}

/** No key fits: any sub-command, none at all, or one that the table does not know. */
function anyOrNone(
  use: ProgramUse,
  read: ReadOptions,
  sub: Readonly<Record<string, Row>>,
): ProgramUse {
  const words = use.args.slice(read.end);
  const [first] = words;
  const any: Row | undefined = sub["*"];
  const none: Row | undefined = sub[""];
  if (first !== undefined && first.content.kind === "fixed" && any !== undefined) {
    const dash = words.findIndex((word) => word.text.startsWith("-"));
    const plain = words.slice(0, dash < 0 ? MAX_SUB_WORDS : Math.min(dash, MAX_SUB_WORDS));
    const name = plain.map((word) => word.text).join(" ");
    return {
      ...under(use, { row: any, words: name, args: words }, read.options),
      anySubcommand: true,
    };
  }
  if (first === undefined) {
    // `git --version`: its options are those of the program, and perhaps some of its own.
    return none === undefined ? use : { ...use, rows: [...use.rows, none], doubts: [] };
  }
  return { ...use, args: words, globals: read.options, unknown: first.text };
}

/** What `find -exec` runs is a command of its own. */
function actionsLeftOut({ program, args }: SimpleCommand): readonly ShellWord[] {
  if (program === "fd" || program === "fdfind") {
    const at = args.findIndex((word) => /^(?:-[xX]|--exec(?:-batch)?)$/.test(word.text));
    return at < 0 ? args : args.slice(0, at);
  }
  if (program !== "find") return args;
  const left: ShellWord[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at];
    if (word === undefined) break;
    if (!/^-(?:exec|execdir|ok|okdir)$/.test(word.text)) left.push(word);
    else at = actionEnd(args, at);
  }
  return left;
}
