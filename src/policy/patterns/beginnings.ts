/** More are no quicker to try than the expression itself. */
const MAX_TEXTS = 160;

/** A text that a match may begin with; closed where what follows it is not known. */
interface Beginning {
  readonly text: string;
  readonly closed: boolean;
}

/** What was read of an expression, and where the reading stopped. */
interface Reading {
  readonly found: readonly Beginning[];
  readonly end: number;
}

/**
 * The texts of which every text that the expression finds begins with one: `^(git|gh) pr` →
 * `git pr`, `gh pr`. Undefined where it is not bound to the beginning, or begins with anything.
 */
export function beginningsOf(source: string): readonly string[] | undefined {
  // Half a pair, and letters that fold: leave it to the engine.
  if (!/^[\x20-\x7e]+$/.test(source)) return undefined;
  const plain = source.replace(/^\(\?s\)/, "");
  const read = alternatives(plain, 0, true);
  if (read?.end !== plain.length) return undefined;
  const texts = [...new Set(read.found.map(({ text }) => text))];
  return texts.length > MAX_TEXTS || texts.includes("") ? undefined : texts;
}

/** `a|b|c` up to its end or a closing parenthesis; each bound to the beginning where it must be. */
function alternatives(source: string, start: number, bound: boolean): Reading | undefined {
  const found: Beginning[] = [];
  let at = start;
  for (;;) {
    if (bound && source[at] !== "^") return undefined;
    const read = sequence(source, bound ? at + 1 : at);
    if (read === undefined) return undefined;
    found.push(...read.found);
    if (source[read.end] !== "|") return { found, end: read.end };
    at = read.end + 1;
  }
}

function sequence(source: string, start: number): Reading | undefined {
  let found: readonly Beginning[] = [{ text: "", closed: false }];
  let at = start;
  while (at < source.length && source[at] !== "|" && source[at] !== ")") {
    const next = atom(source, at);
    if (next === undefined) return undefined;
    const quantified = /^[*+?{]/.test(source.slice(next.end));
    found = next.found === undefined || quantified ? found.map(close) : joined(found, next.found);
    at = quantified ? afterQuantifier(source, next.end) : next.end;
  }
  return { found, end: at };
}

interface Atom {
  /** Undefined: anything, or a place. */
  readonly found: readonly Beginning[] | undefined;
  readonly end: number;
}

function atom(source: string, at: number): Atom | undefined {
  const character = source[at] ?? "";
  if (character === "(") return group(source, at);
  if (character === "[") return { found: undefined, end: classEnd(source, at) };
  if (character === "\\") {
    const next = source[at + 1] ?? "";
    const isItself = /[!-/:-@[-`{-~ ]/.test(next);
    // \Q, \x41, \pL, \C: more than two characters long.
    if (!isItself && !/[bBdDsSwWntrfvazA]/.test(next)) return undefined;
    return { found: isItself ? [{ text: next, closed: false }] : undefined, end: at + 2 };
  }
  if (character === "." || character === "^" || character === "$")
    return { found: undefined, end: at + 1 };
  return { found: [{ text: character, closed: false }], end: at + 1 };
}

function group(source: string, at: number): Atom | undefined {
  const opening = /^\((?:\?:)?(?!\?)/.exec(source.slice(at))?.[0];
  // Flags such as (?i) change what follows.
  if (opening === undefined) return undefined;
  const read = alternatives(source, at + opening.length, false);
  if (read === undefined || source[read.end] !== ")") return undefined;
  return { found: read.found, end: read.end + 1 };
}

function classEnd(source: string, at: number): number {
  const match = /^\[\^?\]?(?:\[:\^?\w+:\]|\\.|[^\]\\])*\]/.exec(source.slice(at));
  return match === null ? source.length + 1 : at + match[0].length;
}

function afterQuantifier(source: string, at: number): number {
  return at + (/^(?:[*+?]|\{[\d,]*\})\??/.exec(source.slice(at))?.[0].length ?? 1);
}

function joined(left: readonly Beginning[], right: readonly Beginning[]): readonly Beginning[] {
  const made = left.flatMap((one) =>
    one.closed ? [one] : right.map(({ text, closed }) => ({ text: one.text + text, closed })),
  );
  return made.length > MAX_TEXTS ? left.map(close) : made;
}

function close({ text }: Beginning): Beginning {
  return { text, closed: true };
}
