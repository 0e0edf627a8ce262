import { awkDoubt } from "./awk-script.ts";
import { assignOperands, type KindedWord } from "./operands.ts";
import { type OptionUse, optionTable, readOptions } from "./options.ts";
import { passedOnDoubts } from "./passed-on.ts";
import { asPattern } from "./pipe-input.ts";
import type { Row } from "./programs/row.ts";
import { findProgram, type ProgramUse } from "./programs.ts";
import { jqDoubt, queryDoubt } from "./query-text.ts";
import { sedDoubt } from "./sed-script.ts";
import { fixedWord, type ShellWord, type SimpleCommand } from "./shell.ts";

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
  /** Whether the table takes any sub-command of it: `aws s3 ls`; then these are its first words. */
  readonly anySubcommand: boolean;
  readonly options: readonly OptionUse[];
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
  const stops = /^run\b/.test(row.operands) || found.unknown !== undefined;
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
    anySubcommand: found?.anySubcommand === true,
    options,
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
    doubts: [...new Set([...doubts, ...words.flatMap(wordDoubts)])],
  };
}

/** `host:path`, `user@host:path`, a URL. */
function isRemote({ text }: ShellWord): boolean {
  return /^[^/]*[^/\\]:/.test(text);
}

/** A search that names its files: `rg -g .env`, `grep --include=.env`. */
function searchedFiles({ name, values }: OptionUse): PathUse[] {
  if (!/^(?:-g|--glob|--iglob|--include|--type-add|--type-set)$/.test(name)) return [];
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

/** Paths that stand within a word: `@file` of an upload, `HEAD:path`, `if=disk`, `file:///x`. */
function readWithin({ word, kind, by }: KindedWord): PathUse[] {
  const part = (text: string): PathUse[] => [{ word: { text, content: word.content }, by }];
  const { text, content } = word;
  switch (kind) {
    case "upload":
    case "item": {
      const file = /(?:^|=|:=|^[^=@]*)(?:[@<]|fileb?:\/\/)([^;]+)/.exec(text)?.[1];
      return file === undefined || file === "-" ? [] : part(file);
    }
    case "package":
      return /^(?:\.{0,2}\/|~)/.test(text) ? part(text) : [];
    case "writeout":
      return text.startsWith("@") ? part(text.slice(1)) : [];
    case "revision": {
      const file = /^[^:]*:(?!\/)(?:\d:)?(.+)$/.exec(text)?.[1] ?? text;
      // A pathspec is a pattern, quoted or not.
      return part(file.replace(/^:\([^)]*\)|^:[!^/]/, "")).map((use) => ({
        ...use,
        word: content.kind === "fixed" ? asPattern(use.word) : use.word,
      }));
    }
    case "dd":
      return text.startsWith("if=") ? part(text.slice(3)) : [];
    case "host": {
      const file = /^file:\/\/[^/]*(\/.*)$/i.exec(text)?.[1];
      return file === undefined ? [] : part(decoded(file));
    }
    default:
      return [];
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray percent sign: as written.
    return text;
  }
}

function writtenWithin({ word, kind, by }: KindedWord): PathUse[] {
  const { text, content } = word;
  if (kind === "dd" && text.startsWith("of="))
    return [{ word: { text: text.slice(3), content }, by }];
  if (kind === "here") return [{ word: fixedWord("./*"), by: "option" }];
  if (kind === "writeout") {
    return [...text.matchAll(/%output\{(?:>>)?([^}]*)\}?/g)].map(([, file = ""]) => ({
      word: { text: file, content },
      by: "option",
    }));
  }
  return kind === "archive" ? [{ word, by }] : [];
}

/** Options written as letters without a dash: `tar xzf`, `ps aux`. */
function bundled(args: readonly ShellWord[], { operands, options }: Row): readonly ShellWord[] {
  const [first, ...others] = args;
  const isBundle = /^bundle/.test(operands) && /^[A-Za-z]+$/.test(first?.text ?? "");
  if (!isBundle || first === undefined) return args;
  const { names } = optionTable(options);
  const isPlain = [...first.text].every((letter) => names.has(letter));
  const letters = isPlain ? [...first.text] : [`-${first.text}`];
  return [...letters.map(fixedWord), ...others];
}

const SCRIPT_DOUBTS: Readonly<Record<string, (text: string) => string | undefined>> = {
  sed: sedDoubt,
  awk: awkDoubt,
  jq: jqDoubt,
  query: queryDoubt,
  config: configDoubt,
  args: argumentDoubt,
  package: packageDoubt,
  name: (text) => (text.includes("=") ? `${text} sets something` : undefined),
};

/** Kinds in which a text that nobody knows can do no harm: nothing is done but print it. */
const TEXT_KINDS = new Set([
  "text",
  "pattern",
  "jq",
  "list",
  "dir",
  "name",
  "revision",
  "method",
  "refspec",
  "mount",
]);

function wordDoubts({ word, kind }: KindedWord): string[] {
  const { content, text } = word;
  if (kind === "!") return ["it is never granted"];
  if (content.kind === "unknown") return [`${content.what} is not known`];
  if (content.kind === "output" && !TEXT_KINDS.has(kind)) return [`${text} is not known`];
  const doubt = kind.startsWith("(") ? choiceDoubt(kind, text) : SCRIPT_DOUBTS[kind]?.(text);
  return doubt === undefined ? [] : [doubt];
}

/** `(term|xml)`: other values may load or write something. */
function choiceDoubt(kind: string, text: string): string | undefined {
  const known = kind.slice(1, -1).split("|");
  const fits = (one: string): boolean =>
    one.endsWith("*") ? text.startsWith(one.slice(0, -1)) : one === text;
  return known.some(fits) ? undefined : `${text} is none of ${known.join(", ")}`;
}

/** Settings of git that neither run nor redirect anything: `git -c color.ui=never log`. */
const CONFIG =
  /^(?:color\.|user\.(?:name|email)=|core\.(?:quotepath|abbrev|autocrlf|safecrlf|ignorecase)=|core\.pager=(?:cat)?$|pager\.\w+=(?:false|0|cat)$|log\.(?!.*(?:textconv|external))|diff\.(?:renames|context|noprefix|algorithm|mnemonicprefix|wserrorhighlight)=|advice\.|column\.|init\.defaultbranch=|commit\.gpgsign=false$|tag\.gpgsign=false$|gc\.auto=0$|fetch\.prune|pull\.(?:rebase|ff)=(?:true|false|only|merges)$|merge\.(?:conflictstyle|renames)=|protocol\.version=\d$)/i;

function configDoubt(text: string): string | undefined {
  return CONFIG.test(text) ? undefined : `the setting ${text.split("=")[0]} may run something`;
}

/** What is handed to a project's own script: names and paths of the project. */
function argumentDoubt(text: string): string | undefined {
  const leads =
    /(?:^|[={,])(?:\/|~)|^--?[\w.-]+[=:]?(?:\/|~)|(?:^|[/={,])\.\.(?:\/|$)|(?:^|=)(?:[a-z]+:\/\/|data:)/i.test(
      text,
    );
  return leads ? `${text} leads out of the project` : undefined;
}

/** A package by its name is the registry's; by an address or a path it is somebody's own. */
function packageDoubt(text: string): string | undefined {
  const isNamed =
    /^(?:npm:)?(?:@[\w.-]+\/)?[\w.-]+(?:\[[\w,.-]+\])?(?:[@=~<>!^]=?[\w.*^~<>=,@-]*)?$/.test(text);
  return isNamed && !text.startsWith(".") ? undefined : `${text} is no name of a package`;
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
