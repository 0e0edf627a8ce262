import { classAt, type Flags, isWordCode } from "./character-class.ts";

/** Longer texts, and characters of two units, are the engine's. */
const MAX_CHARS = 4096;
/** So that groups stand no deeper in one another than the engine lets them. */
const MAX_SOURCE_CHARS = 1000;
/** Halves of characters, and the two that fold to letters of ASCII. */
const BEYOND = /[\ud800-\udfff\u017f\u212a]/;
/** Places that are looked at for one answer; with groups in groups more would take too long. */
const MAX_STEPS = 20_000;

/** What an expression asks next. Repeated: `least` times at least, `many`: more often too. */
type Part =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "start" | "end" | "edge" }
  | (Repeated & { readonly kind: "one"; fits(code: number): boolean })
  | (Repeated & { readonly kind: "group"; readonly branches: readonly Parts[] });
type Parts = readonly Part[];

interface Repeated {
  readonly least: 0 | 1;
  readonly many: boolean;
}

/** Whether an expression occurs in a text; undefined: only the engine can tell. */
export type PlainExpression = (text: string) => boolean | undefined;

/**
 * An expression of texts, classes, groups, `* + ?`, `^ $ \b`, as `^git push .*(--force|-f)\b`: what
 * nearly all rules are written in. Loading the engine takes as long as judging a call otherwise.
 * Each part takes the places that a match may have come to and gives those that it may have come to
 * then, so that no text makes it slow. Undefined for whatever else an expression may say, and for one
 * that is not valid; a property test holds both against the engine.
 */
export function plainExpression(source: string): PlainExpression | undefined {
  if (source.length > MAX_SOURCE_CHARS || !/^[\x20-\x7e]*$/.test(source)) return undefined;
  const flagged = /^\(\?([is]{1,2})\)/.exec(source);
  const read = branchesAt(source, flagged?.[0].length ?? 0, flagsOf(flagged?.[1], NO_FLAGS));
  if (read === undefined || read.end !== source.length) return undefined;
  const { branches } = read;
  const isBound = branches.every(([first]) => first?.kind === "start");
  return (text) => {
    if (text.length > MAX_CHARS || BEYOND.test(text)) return undefined;
    const walk: Walk = { text, steps: MAX_STEPS };
    const starts = new Set([0]);
    if (!isBound) for (let at = 1; at <= text.length; at += 1) starts.add(at);
    const found = branches.some((parts) => afterParts(parts, starts, walk).size > 0);
    return walk.steps < 0 ? undefined : found;
  };
}

type Places = ReadonlySet<number>;

interface Walk {
  readonly text: string;
  /** That are left; below zero nothing that was found counts. */
  steps: number;
}

function afterParts(parts: Parts, from: Places, walk: Walk): Places {
  let places = from;
  for (const part of parts) {
    if (places.size === 0 || walk.steps < 0) break;
    places = after(part, places, walk);
  }
  return places;
}

function after(part: Part, from: Places, walk: Walk): Places {
  walk.steps -= from.size;
  switch (part.kind) {
    case "text":
      return afterText(part.text, from, walk.text);
    case "one":
      return afterOnes(part, from, walk);
    case "group":
      return afterGroup(part, from, walk);
    default:
      return new Set([...from].filter((at) => isAt(part.kind, at, walk.text)));
  }
}

function afterText(wanted: string, from: Places, text: string): Places {
  const found = new Set<number>();
  for (const at of from) if (text.startsWith(wanted, at)) found.add(at + wanted.length);
  return found;
}

function isAt(kind: "start" | "end" | "edge", at: number, text: string): boolean {
  if (kind === "start") return at === 0;
  if (kind === "end") return at === text.length;
  return isWordCode(text.charCodeAt(at - 1)) !== isWordCode(text.charCodeAt(at));
}

/** Goes on from each place; where another has come by, it has gone on from there. */
function afterOnes(part: Extract<Part, { kind: "one" }>, from: Places, walk: Walk): Places {
  const { text } = walk;
  const found = new Set<number>(part.least === 0 ? from : []);
  for (const start of from) {
    let at = start;
    while (at < text.length && part.fits(text.charCodeAt(at))) {
      at += 1;
      walk.steps -= 1;
      if (found.has(at) && part.many) break;
      found.add(at);
      if (!part.many) break;
    }
  }
  return found;
}

function afterGroup(part: Extract<Part, { kind: "group" }>, from: Places, walk: Walk): Places {
  const found = new Set<number>(part.least === 0 ? from : []);
  let latest = from;
  do {
    const next = new Set<number>();
    for (const branch of part.branches) {
      for (const at of afterParts(branch, latest, walk)) {
        if (!found.has(at)) next.add(at);
        found.add(at);
      }
    }
    latest = next;
  } while (part.many && latest.size > 0 && walk.steps >= 0);
  return found;
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
  return repeatedPart((each) => ({ kind: "one", fits: one.fits, ...each }), times);
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
