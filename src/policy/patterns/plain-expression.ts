import { isWordCode } from "./character-class.ts";
import { type Part, type Parts, readExpression } from "./expression-parts.ts";

/** Longer texts, and characters of two units, are the engine's. */
const MAX_CHARS = 4096;
/** Halves of characters, and the two that fold to letters of ASCII. */
const BEYOND = /[\ud800-\udfff\u017f\u212a]/;
/** Places that are looked at for one answer; with groups in groups more would take too long. */
const MAX_STEPS = 20_000;

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
  const branches = readExpression(source);
  if (branches === undefined) return undefined;
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
