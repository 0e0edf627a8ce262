import { type SecretShape, secretShapes } from "./secret-shapes.ts";

/** A part of a text, in characters: `start <= at < end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Where the secrets of a text stand, in order and apart from each other. Each shape reads the text
 * as it is: the mask of one would hide from the next what tells that a secret follows.
 */
export function secretSpans(text: string): readonly Span[] {
  const lower = text.toLowerCase();
  const found: Span[] = [];
  for (const shape of secretShapes()) {
    const searched = shape.anyCase === true ? lower : text;
    if (!shape.anchors.some((anchor) => searched.includes(anchor))) continue;
    for (const match of text.matchAll(expressionOf(shape))) found.push(secretIn(match));
  }
  return apart(found);
}

/** What a match has behind its groups. */
function secretIn(match: RegExpExecArray): Span {
  const [whole, ...groups] = match;
  const told = groups.reduce((sum, group) => sum + (group ?? "").length, 0);
  return { start: match.index + told, end: match.index + whole.length };
}

/** Spans that meet or overlap become one. */
function apart(spans: readonly Span[]): readonly Span[] {
  const sorted = [...spans].sort((one, other) => one.start - other.start);
  const merged: Span[] = [];
  for (const span of sorted) {
    const last = merged.at(-1);
    if (last === undefined || span.start > last.end) merged.push(span);
    else if (span.end > last.end) merged.splice(-1, 1, { start: last.start, end: span.end });
  }
  return merged;
}

// A process sees few shapes, and a replay sees those few thousands of times.
const compiled = new Map<SecretShape, RegExp>();

function expressionOf(shape: SecretShape): RegExp {
  const known = compiled.get(shape);
  if (known !== undefined) return known;
  const made = new RegExp(shape.pattern, shape.anyCase === true ? "gi" : "g");
  compiled.set(shape, made);
  return made;
}
