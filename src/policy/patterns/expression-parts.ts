import { classAt, type Flags } from "./character-class.ts";

/** Longer ones would take longer to read than the engine takes to load. */
const MAX_SOURCE_CHARS = 4000;
/** The engine lets groups stand so deep in one another, whatever else they hold. */
const MAX_GROUPS = 200;

/** What an expression asks next. Repeated: `least` times at least, `many`: more often too. */
export type Part =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "start" | "end" | "edge" }
  | (Repeated & {
      readonly kind: "one";
      fits(code: number): boolean;
      /** The one character that it is, in small; absent for a class of several. */
      readonly letter?: string;
    })
  | (Repeated & { readonly kind: "group"; readonly branches: readonly Parts[] });
/** What follows one another. */
export type Parts = readonly Part[];

interface Repeated {
  readonly least: 0 | 1;
  readonly many: boolean;
}

/**
 * The branches of an expression of texts, classes, groups, `* + ?`, `{1,5}`, `^ $ \b`; undefined
 * for whatever else it may say, and for one that is not valid.
 */
export function readExpression(source: string): readonly Parts[] | undefined {
  if (source.length > MAX_SOURCE_CHARS || source.split("(").length > MAX_GROUPS) return undefined;
  if (!/^[\x20-\x7e]*$/.test(source)) return undefined;
  const flagged = /^\(\?([is]{1,2})\)/.exec(source);
  const read = branchesAt(source, flagged?.[0].length ?? 0, flagsOf(flagged?.[1], NO_FLAGS));
  return read?.end === source.length ? read.branches : undefined;
}

interface Read<Value> {
  readonly branches: Value;
  readonly end: number;
}

/** `a|b` up to its end or a closing parenthesis. */
function branchesAt(
  source: string,
  start: number,
  flags: Flags,
): Read<readonly Parts[]> | undefined {
  const branches: Part[][] = [[]];
  let at = start;
  while (at < source.length && source[at] !== ")") {
    if (source[at] === "|") {
      branches.push([]);
      at += 1;
      continue;
    }
    const read = partAt(source, at, flags);
    if (read === undefined) return undefined;
    branches[branches.length - 1]?.push(read.part);
    at = read.end;
  }
  return { branches, end: at };
}

interface ReadPart {
  readonly part: Part;
  readonly end: number;
}

const PLACES: Readonly<Record<string, "start" | "end" | "edge">> = {
  "^": "start",
  $: "end",
  "\\b": "edge",
};

function partAt(source: string, at: number, flags: Flags): ReadPart | undefined {
  const place = PLACES[source[at] === "\\" ? source.slice(at, at + 2) : (source[at] ?? "")];
  if (place !== undefined) return { part: { kind: place }, end: at + (place === "edge" ? 2 : 1) };
  if (source[at] === "(") return groupAt(source, at, flags);
  const one = classAt(source, at, flags);
  if (one === undefined) return undefined;
  const repetition = repetitionAt(source, one.end);
  if (repetition === undefined && one.text !== undefined)
    return { part: { kind: "text", text: one.text }, end: one.end };
  const times = repetition ?? { ...ONCE, end: one.end };
  const sign = one.letter ?? one.text?.toLowerCase();
  const letter = sign === undefined ? {} : { letter: sign };
  return repeatedPart((each) => ({ kind: "one", fits: one.fits, ...letter, ...each }), times);
}

function groupAt(source: string, at: number, flags: Flags): ReadPart | undefined {
  const opening = /^\((?:\?([is]{0,2}):)?/.exec(source.slice(at, at + 5));
  const start = at + (opening?.[0].length ?? 1);
  // Names, and flags from here on.
  if (source[start] === "?") return undefined;
  const read = branchesAt(source, start, flagsOf(opening?.[1], flags));
  if (read === undefined || source[read.end] !== ")") return undefined;
  const { branches } = read;
  const times = repetitionAt(source, read.end + 1) ?? { ...ONCE, end: read.end + 1 };
  // The engine takes no more than a thousand of counted repeats in one another.
  if (times.counted !== undefined && source.slice(start, read.end).includes("{")) return undefined;
  return repeatedPart((each) => ({ kind: "group", branches, ...each }), times);
}

const NO_FLAGS: Flags = { folds: false, dotIsAny: false };

/** The flags within a group, with those around it. */
function flagsOf(letters: string | undefined, around: Flags): Flags {
  return {
    folds: around.folds || letters?.includes("i") === true,
    dotIsAny: around.dotIsAny || letters?.includes("s") === true,
  };
}

const ONCE: Repeated = { least: 1, many: false };
const REPETITIONS: Readonly<Record<string, Repeated>> = {
  "*": { least: 0, many: true },
  "+": { least: 1, many: true },
  "?": { least: 0, many: false },
};

interface Repetition extends Repeated {
  /** `{1,5}`: how often at least, and how often at most (undefined: any number). */
  readonly counted?: { readonly least: number; readonly most: number | undefined };
  readonly end: number;
}

/** Whether it takes as much as it can, as without a second `?`, tells only what is found. */
function repetitionAt(source: string, at: number): Repetition | undefined {
  const lazy = (end: number): number => (source[end] === "?" ? end + 1 : end);
  const repeated = REPETITIONS[source[at] ?? ""];
  if (repeated !== undefined) return { ...repeated, end: lazy(at + 1) };
  if (source[at] !== "{") return undefined;
  const match = /^\{(\d)(?:(,)(\d?))?\}/.exec(source.slice(at, at + 5));
  if (match === null) return undefined;
  const [text, least, comma, most] = match;
  const highest = comma === undefined ? Number(least) : most === "" ? undefined : Number(most);
  // Fewer at most than at least is not valid: the brace is then read as what it cannot be.
  if (highest !== undefined && highest < Number(least)) return undefined;
  return { ...ONCE, counted: { least: Number(least), most: highest }, end: lazy(at + text.length) };
}

/** Counted repeats are written out: `a{2,3}` is `aaa?`. */
function repeatedPart(
  made: (each: Repeated) => Part,
  { least, many, counted, end }: Repetition,
): ReadPart {
  if (counted === undefined) return { part: made({ least, many }), end };
  const must = Array.from({ length: counted.least }, () => made(ONCE));
  const may =
    counted.most === undefined
      ? [made({ least: 0, many: true })]
      : Array.from({ length: counted.most - counted.least }, () => made({ least: 0, many: false }));
  return { part: { kind: "group", branches: [[...must, ...may]], ...ONCE }, end };
}
