import type { Row } from "../programs/row.ts";
import { findProgram, type ProgramUse } from "../programs.ts";
import { fixedWord, type ShellWord, type SimpleCommand } from "../shell.ts";
import { assignOperands, type KindedWord } from "./operands.ts";
import { optionTable } from "./option-table.ts";
import { type OptionUse, readOptions } from "./options.ts";
import { passedOnDoubts } from "./passed-on.ts";
import { readWithin, writtenWithin } from "./paths-within.ts";
import { jqDoubt } from "./query-text.ts";
import { wordDoubts } from "./word-doubts.ts";

/** A word that is a path, and how the command came to it. */
export interface PathUse {
  readonly word: ShellWord;
  /** `operand`: what the program is for; `option` and `redirect` write beside that. */
  readonly by: "operand" | "option" | "redirect";
}

/** What a command does with its words, by the table of programs. */
export interface Usage {
  /** Whether the table knows the program and its sub-command. */
  readonly known: boolean;
  readonly subcommand: string;
  /** Whether its first word is a sub-command that the table does not know: `git statusx`. */
  readonly unknownSubcommand: boolean;
  /** Whether the table takes any sub-command of it: `aws s3 ls`; then these are its first words. */
  readonly anySubcommand: boolean;
  readonly options: readonly OptionUse[];
  /** The operands with their kinds; the values of options are with these. */
  readonly operands: readonly KindedWord[];
  readonly reads: readonly PathUse[];
  readonly writes: readonly PathUse[];
  /** Of these only names, sizes and times are seen. */
  readonly lists: readonly PathUse[];
  /** Folders that it works in. */
  readonly folders: readonly ShellWord[];
  readonly hosts: readonly ShellWord[];
  /** Programs, scripts and modules that it runs. */
  readonly scripts: readonly ShellWord[];
  /** Files that must lie in the project. */
  readonly project: readonly ShellWord[];
  /** Runs the project's own code. */
  readonly runsProject: boolean;
  /** Reaches other hosts, whether it names them or not. */
  readonly network: boolean;
  /** Why no rule can grant it. */
  readonly doubts: readonly string[];
}

/** Reads the words of a command that wraps nothing. Redirections are not looked at. */
export function usageOf(command: SimpleCommand): Usage {
  const found = findProgram(command);
  const row = found?.rows[found.rows.length - 1];
  if (found === undefined || row === undefined) return unknownUsage(command);
  const args = bundled(found.args, row);
  // What stands behind a script is the script's own.
  const stops = row.operands.startsWith("run") || found.unknown !== undefined;
  const read = readOptions(args, optionRows(found), { single: row.single === true, stops });
  const options = [...found.globals, ...read.options];
  const { words, doubts } = operandsOf(
    found,
    row,
    options,
    stops ? args.slice(read.end) : read.operands,
  );
  const values = options.flatMap(optionWords).map((each) => archiveUse(each, options));
  return collect({
    found,
    options,
    words: [...values, ...words],
    doubts: [
      ...found.doubts,
      ...doubts,
      ...read.unknown.map((option) => `${command.program} ${option} is not known`),
      ...options.filter((each) => each.runs).map(({ name }) => `${name} runs or loads something`),
      ...(hasPower(row) ? read.loose.map((word) => `${word.text} may be an option`) : []),
      ...environmentDoubts(found, command),
      ...filterDoubts(command.program, options),
      ...passedOnDoubts(command.program, found.subcommand, command.args),
    ],
  });
}

/** The options of the sub-command; without one also those that stand before it. */
function optionRows({ rows, subcommand }: ProgramUse): readonly Row[] {
  return subcommand === "" ? rows : rows.slice(-1);
}

/** A sub-command that the table does not know is a script that a rule must spell. */
function operandsOf(
  { unknown }: ProgramUse,
  row: Row,
  options: readonly OptionUse[],
  operands: readonly ShellWord[],
): ReturnType<typeof assignOperands> {
  if (unknown === undefined) return assignOperands(operands, row, options);
  return {
    words: operands.map((word, index) => ({
      word,
      kind: index === 0 ? "run" : "text",
      by: "operand",
    })),
    doubts: [],
  };
}

function unknownUsage(command: SimpleCommand): Usage {
  const words = command.args.map((word): KindedWord => ({ word, kind: "text", by: "operand" }));
  const nothing = collect({ found: undefined, options: [], words, doubts: [] });
  return { ...nothing, known: false };
}

interface Parts {
  readonly found: ProgramUse | undefined;
  readonly options: readonly OptionUse[];
  readonly words: readonly KindedWord[];
  readonly doubts: readonly string[];
}

function collect({ found, options, words, doubts }: Parts): Usage {
  const of = (...kinds: readonly string[]): KindedWord[] =>
    words.filter(({ kind }) => kinds.includes(kind));
  const paths = (...kinds: readonly string[]): PathUse[] =>
    of(...kinds)
      .filter(({ word }) => word.text !== "-")
      .map(pathUse);
  const only = (...kinds: readonly string[]): ShellWord[] => of(...kinds).map(({ word }) => word);
  const rows = found?.rows ?? [];
  const isNetwork = rows[rows.length - 1]?.network === true;
  return {
    known: true,
    subcommand: found?.subcommand ?? "",
    unknownSubcommand: found?.unknown !== undefined,
    anySubcommand: found?.anySubcommand === true,
    options,
    operands: words.filter(({ by }) => by === "operand"),
    reads: [
      ...paths("read", "change"),
      ...words.flatMap((each) => readWithin(each)),
      ...options.flatMap(searchedFiles),
    ],
    writes: [...paths("write", "change"), ...words.flatMap((each) => writtenWithin(each))],
    lists: paths("list"),
    folders: only("dir"),
    hosts: [
      ...only("host"),
      ...(isNetwork ? only("read", "write", "change").filter(isRemote) : []),
    ],
    scripts: only("run", "module"),
    project: only("project"),
    runsProject: rows.some((row) => row.runs === "project"),
    network: isNetwork,
    doubts: [...new Set([...doubts, ...words.flatMap(wordDoubts)])],
  };
}

/** `host:path`, `user@host:path`, a URL. */
function isRemote({ text }: ShellWord): boolean {
  return /^[^/]*[^/\\]:/.test(text);
}

const FILE_PATTERNS = new Set("-g --glob --iglob --include --type-add --type-set".split(" "));

/** A search that names its files: `rg -g .env`, `grep --include=.env`. */
function searchedFiles({ name, values }: OptionUse): PathUse[] {
  if (!FILE_PATTERNS.has(name)) return [];
  return values
    .map((word) =>
      name.startsWith("--type") ? { ...word, text: word.text.replace(/^.*:/, "") } : word,
    )
    .filter(({ text }) => !text.startsWith("!"))
    .map(({ text }) => ({ word: { text, content: { kind: "glob" } }, by: "option" }));
}

function pathUse({ word, by }: KindedWord): PathUse {
  return { word, by };
}

function optionWords(option: OptionUse): KindedWord[] {
  return option.values.map((word, index) => ({
    word,
    kind: option.kinds[index] ?? "text",
    by: "option",
  }));
}

/** An archive is written, but where an option only lists or takes it apart. */
function archiveUse(each: KindedWord, options: readonly OptionUse[]): KindedWord {
  const reads = options.some(({ turns }) => turns === "text");
  return each.kind === "archive" && reads ? { ...each, kind: "read" } : each;
}

/** Options written as letters without a dash: `tar xzf`, `ps aux`. */
function bundled(args: readonly ShellWord[], { operands, options }: Row): readonly ShellWord[] {
  const [first, ...others] = args;
  const isBundle = operands.startsWith("bundle") && /^[A-Za-z]+$/.test(first?.text ?? "");
  if (!isBundle || first === undefined) return args;
  const { find } = optionTable(options);
  const isPlain = [...first.text].every((letter) => find(letter) !== undefined);
  const letters = isPlain ? [...first.text] : [`-${first.text}`];
  return [...letters.map(fixedWord), ...others];
}

function environmentDoubts({ rows }: ProgramUse, command: SimpleCommand): string[] {
  if (!rows.some((row) => row.prints === "environment")) return [];
  const { program, args } = command;
  const sets = program === "set" ? args.length > 0 : args.some(({ text }) => !text.startsWith("-"));
  return DECLARERS.has(program) && sets ? [] : [`${program} prints the environment`];
}

/** `gh --jq`: its filters see the environment. */
function filterDoubts(program: string, options: readonly OptionUse[]): string[] {
  if (program !== "gh") return [];
  return options
    .filter(({ name }) => name === "-q" || name === "--jq")
    .flatMap(({ values }) => values.flatMap(({ text }) => jqDoubt(text) ?? []));
}

/** Builtins that print variables only where they are given none. */
const DECLARERS = new Set(["set", "declare", "typeset", "export", "readonly", "local"]);

const powers = new Map<Row, boolean>();

/** Whether some option of it runs, loads or writes: then no word may turn out to be an option. */
function hasPower(row: Row): boolean {
  const known = powers.get(row);
  if (known !== undefined) return known;
  const power = /![\s^>]|!$|=(?:write|run|change)|>here/.test(row.options);
  powers.set(row, power);
  return power;
}
