/** One option that a program knows, from the notation of `programs/row.ts`. */
export interface KnownOption {
  /** `none`, `next` (attached or the next word) or `attached` (only with `=` or glued). */
  readonly takes: "none" | "next" | "attached";
  /** What its values are, in order; `text` where it does not matter; `(a|b)`: one of these. */
  readonly kinds: readonly string[];
  /** Runs something, loads code or turns a guard off. */
  readonly runs: boolean;
  /** Stands for the first operand. */
  readonly replacesFirst: boolean;
  /** What every operand becomes; undefined for most. */
  readonly turns: string | undefined;
  /** Files whose names are not on the line are written below the working folder. */
  readonly writesHere: boolean;
}

/** `--color[=]`, `-o=write`, `--arg=text=read`, `-exec=run!`, `-f=read^`, `-c>text`, `!`. */
const TOKEN =
  /^([(),!]|\+=|-\*|[^\s=[\]!^>]+)((?:=(?:\([^()]*\)|[a-z]*))+|\[=(?:\([^()]*\)|[a-z]*)\])?(!?)(\^?)((?:>[a-z]+)*)$/;
/** `-std=*`, `-Wl,*!`: whatever begins so. */
const BEGINNING = /^(.*[^-])\*(=[a-z]*)?(!?)$/;

/** The options of one row. */
export interface OptionTable {
  /** The option of this whole name; `-#` stands for numbers. */
  find(name: string): KnownOption | undefined;
  /** The option of which the text has the beginning: the longest that fits. */
  begins(text: string): KnownOption | undefined;
}

const tables = new Map<string, OptionTable>();

/**
 * The table of a row's notation. A command names few of a program's options, so only those are
 * read; a test holds every row against the notation.
 */
export function optionTable(notation: string): OptionTable {
  const known = tables.get(notation);
  if (known !== undefined) return known;
  const found = new Map<string, KnownOption>();
  let beginnings: readonly Beginning[] | undefined;
  const table: OptionTable = {
    find: (name) => {
      const option = found.get(name) ?? optionNamed(notation, name);
      if (option !== undefined) found.set(name, option);
      return option;
    },
    begins: (text) => {
      beginnings ??= beginningsIn(notation);
      return beginnings.find(([start]) => text.startsWith(start) && text !== start)?.[1];
    },
  };
  tables.set(notation, table);
  return table;
}

type Beginning = readonly [start: string, option: KnownOption];

function beginningsIn(notation: string): readonly Beginning[] {
  if (!notation.includes("*")) return [];
  const read = notation.split(/\s+/).flatMap((token): Beginning[] => {
    const [, start, kind, bang] = BEGINNING.exec(token) ?? [];
    const valued =
      kind === undefined
        ? PLAIN
        : { ...PLAIN, takes: "next" as const, kinds: [kind.slice(1) || "text"] };
    return start === undefined ? [] : [[start, { ...valued, runs: bang === "!" }]];
  });
  return read.sort(([a], [b]) => b.length - a.length);
}

/** Looks for the name as text: splitting a long notation takes longer than all else of a command. */
function optionNamed(notation: string, name: string): KnownOption | undefined {
  if (name === "") return undefined;
  for (let at = notation.indexOf(name); at >= 0; at = notation.indexOf(name, at + 1)) {
    if (at > 0 && !isBlank(notation.charAt(at - 1))) continue;
    let end = at + name.length;
    while (end < notation.length && !isBlank(notation.charAt(end))) end += 1;
    const token = notation.slice(at, end);
    const read = isBeginning(token) ? undefined : readToken(token);
    if (read?.[0] === name) return read[1];
  }
  return undefined;
}

function isBeginning(token: string): boolean {
  return token.includes("*") && BEGINNING.test(token);
}

function isBlank(character: string): boolean {
  return character === " " || character === "\n";
}

const PLAIN: KnownOption = {
  takes: "none",
  kinds: [],
  runs: false,
  replacesFirst: false,
  turns: undefined,
  writesHere: false,
};

function readToken(token: string): readonly [string, KnownOption] | undefined {
  const match = TOKEN.exec(token);
  if (match === null) return undefined;
  const [, name = "", sign = "", bang, caret, effects = ""] = match;
  const kinds = sign
    .replace(/[[\]]/g, "")
    .split(/=(?![^(]*\))/)
    .slice(1);
  const become = effects.split(">").slice(1);
  return [
    name,
    {
      takes: sign === "" ? "none" : sign.startsWith("[") ? "attached" : "next",
      kinds: kinds.map((kind) => (kind === "" ? "text" : kind)),
      runs: bang === "!",
      replacesFirst: caret === "^",
      turns: become.find((kind) => kind !== "here"),
      writesHere: become.includes("here"),
    },
  ];
}
