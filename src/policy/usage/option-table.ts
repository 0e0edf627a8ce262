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

/** The options of one row: whole names, and beginnings of names with the longest first. */
export interface OptionTable {
  readonly names: ReadonlyMap<string, KnownOption>;
  readonly beginnings: readonly (readonly [string, KnownOption])[];
}

const tables = new Map<string, OptionTable>();

/** The table of a row's notation; `-#` stands for numbers. Throws on a typing error. */
export function optionTable(notation: string): OptionTable {
  const known = tables.get(notation);
  if (known !== undefined) return known;
  const tokens = notation.split(/\s+/).filter(Boolean);
  const beginnings = tokens.flatMap((token) => {
    const [, start, kind, bang] = BEGINNING.exec(token) ?? [];
    const valued =
      kind === undefined
        ? PLAIN
        : { ...PLAIN, takes: "next" as const, kinds: [kind.slice(1) || "text"] };
    const option = { ...valued, runs: bang === "!" };
    return start === undefined ? [] : [[start, option] satisfies [string, KnownOption]];
  });
  const table = {
    names: new Map(tokens.filter((token) => !BEGINNING.test(token)).map(readToken)),
    beginnings: beginnings.sort(([a], [b]) => b.length - a.length),
  };
  tables.set(notation, table);
  return table;
}

const PLAIN: KnownOption = {
  takes: "none",
  kinds: [],
  runs: false,
  replacesFirst: false,
  turns: undefined,
  writesHere: false,
};

function readToken(token: string): [string, KnownOption] {
  const match = TOKEN.exec(token);
  if (match === null) throw new Error(`not an option of the notation: ${token}`);
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
