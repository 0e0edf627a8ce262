/**
 * What a program does with its words: a row of the table of programs. A row lists effects, not
 * what is allowed; rm and curl have rows so that deny rules see what they write and reach.
 *
 * `options`: tokens between blanks. An option that is not listed is unknown, and never granted.
 *
 *     -a --all         plain
 *     -n= --lines=     takes a value, the next word or attached
 *     --color[=] -i[=] takes a value only when it is attached, with = or glued
 *     -o=write         the value's kind (VALUE_KINDS); none: text
 *     --arg=text=read  takes several values, each with its kind
 *     -#  +#           a number is the option: head -20, tail +5; or the sign itself: curl -#
 *     +=  +D           anything that begins with a plus: date +%s; an option with a plus
 *     -*               any other word that begins with a dash is an operand: echo -x
 *     ( ) ! ,          the word itself, in find's expressions
 *     -std=* -Wl,*! @* whatever begins so; an exact name comes first, then the longest beginning
 *     --*              any other long option
 *     --x=(a|b|c*)     a value that is one of these; any other is as good as `!`
 *
 * and after them, in this order, what giving the option does:
 *
 *     !       runs something, evaluates, loads code, reads or writes what a file names, or turns a
 *             guard off: never granted. `--pre=!`, `-f=read!`
 *     ^       stands for the first operand, which is then not expected: grep -f FILE, chmod -x.
 *             So do values of the kinds in SCRIPT_KINDS: grep -e PATTERN
 *     >kind   every operand is then of that kind, save those in SCRIPT_KINDS: gzip -c FILE only
 *             reads; it also lifts the `>here` of the operands
 *     >here   files whose names are not on the line are written below the working folder
 *
 * `-i` is short and clusters; `-TT`, `-sf` in a row without `single` are whole words, tried first.
 * Where systems differ on whether a value follows, the row says `[=]`: then the next word counts
 * as an operand, and no path hides as a value.
 *
 * `operands`: kinds (OPERAND_KINDS) in order; `*` repeats, `?` may be absent; `read* write`: the
 * last is written, and a word that is alone is both. A lone `-` is standard input or output, and
 * every word after one of kind `run` belongs to what is run. Besides:
 *
 *     !       alone: the program or sub-command is known, and never granted
 *     >here   as above, whatever the options
 *     <run    standard input is a program, unless a value or operand of kind `run` or `query`, or
 *             an option with ^ or >kind, is given; --help and --version alone read none either
 *
 * In a row with `network` a path may be `host:path` or a URL: it names that host.
 */
export interface Row {
  /** Tokens of options. */
  readonly options: string;
  /** Kinds of operands in order. */
  readonly operands: string;
  /** Options have one dash and whole words: find, openssl. */
  readonly single?: true;
  /** Runs the project's own code: tests, builds, scripts, hooks. */
  readonly runs?: "project";
  /** Reaches other hosts. */
  readonly network?: true;
  /** Prints variables of the environment, which may be secrets. */
  readonly prints?: "environment";
  /** The package world from which a runner such as npx fetches it. */
  readonly from?: "npm" | "pypi" | "gems" | "composer";
  /**
   * Rows by sub-command, `"stash list"`, `"-m pytest"`; the longest that fits. `""` is the program
   * without one, `"*"` any other: its words are operands too. They may have sub-commands.
   */
  readonly sub?: Readonly<Record<string, Row>>;
}

/** Kinds that are programs or patterns of a small language, and stand before the paths. */
const SCRIPT_KINDS = [
  /** A pattern to search for; harmless. */
  "pattern",
  /** `e` and `s///e` run, `r` and `R` read, `w`, `W` and `s///w` write. */
  "sed",
  /** system, pipes, getline, `print >`, @include, @load; ENVIRON prints the environment. */
  "awk",
  /** jq and yq: env and $ENV print the environment; import, include and load read. */
  "jq",
  /**
   * Statements of SQL or redis: dot and backslash commands and EVAL run; COPY, readfile, writefile
   * and duckdb's quoted paths read and write.
   */
  "query",
  /** Letters that are options though they have no dash: `tar xzf`, `ps aux`, `ar t`. */
  "bundle",
] as const;

/** What the value of an option can be. */
export const VALUE_KINDS = [
  "text",
  /** Its content is read. */
  "read",
  /** Created, overwritten or removed. */
  "write",
  /** Read and written, moved or removed: `mv`, `sed -i`. */
  "change",
  /** Only its name, size and times are seen. */
  "list",
  /** It works in that folder, and later relative paths begin there. */
  "dir",
  /** A host or URL; `file:` URLs are read. psql's may be a database's plain name. */
  "host",
  /** A program, script or module to run: granted only by a rule that spells that word. */
  "run",
  /** Text, or a file that is read and sent: `@path`, `name=@path`, `name=<path`, `name@path`. */
  "upload",
  /** A format of curl: `@path` is read, `%output{path}` written. */
  "writeout",
  /** tar's archive: read where an option says `>text`, else written. */
  "archive",
  /** `key=value` for git; most keys can run something. */
  "config",
  /** A path that must lie in the project: a configuration that is code. */
  "project",
  /** A reference of git, `REF:path`, or a path. */
  "revision",
  /** A module that runs: as `run`. */
  "module",
  /** `HOST:CONTAINER`, a folder that a container sees. */
  "mount",
  ...SCRIPT_KINDS,
] as const;

/** What an operand can be. */
export const OPERAND_KINDS = [
  ...VALUE_KINDS,
  /** Handed to the project's own script or test runner. */
  "args",
  /** Text without `=`, which would set something: `sysctl kern.ostype`. */
  "name",
  /** dd's `if=path`, `of=path`, `bs=1M`. */
  "dd",
  /** `GET`, `POST`: taken only where the word is one. */
  "method",
  /** What git pushes: `:x` deletes, `+x` forces. */
  "refspec",
  /** A package by its name; by an address or a path it is somebody's own. */
  "package",
  /** HTTPie's `a=b`, `a@path`, `a=@path`, `a:=@path`: the paths are read and sent. */
  "item",
  /** No operand is expected. */
  "none",
  /** The sub-command is known, and never granted. */
  "!",
] as const;

/** A row; where options are not `single`, it knows `--help` and `--version`, listed or not. */
export function row(options: string, operands: string, more: Partial<Row> = {}): Row {
  const listed = options.split(/\s+/).map((token) => token.replace(/[^\w-].*$/, ""));
  const common = more.single === true ? [] : ["--help", "--version"];
  const added = common.filter((name) => !listed.includes(name));
  return { options: [options, ...added].join(" "), operands, ...more };
}
