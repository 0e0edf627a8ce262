/** What a walk over an expression knows about every text that it finds. */
export interface Required {
  /** Each of them occurs in such a text. Empty: nothing is known. */
  readonly literals: readonly string[];
  /** True where the expression is one literal: containing it is being found. */
  readonly exact: boolean;
}

const NOTHING: Required = { literals: [], exact: false };
const QUANTIFIER = /^(?:[*+?]|\{(\d+)(?:,\d*)?\})\??/;
/** `\b`, `\A`, `\z` … stand for a place, not for a character. */
const PLACES = "bBAz";
/** Classes of one character: `\d`, `\W`. */
const CLASSES = "dDsSwW";
const CONTROL: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  f: "\f",
  v: "\v",
  a: "\u0007",
};

/**
 * The literals that an RE2 expression requires, by a conservative walk over its top level: groups
 * and classes are skipped, and what the walk does not know makes it know nothing.
 * `^git (status|log)\b` requires `git `; `a|b` and `(?i)x` require nothing.
 */
export function requiredLiterals(source: string): Required {
  const runs: string[] = [];
  let run = "";
  let exact = true;
  let at = 0;
  const close = (): void => {
    if (run !== "") runs.push(run);
    run = "";
  };
  while (at < source.length) {
    const step = atom(source, at);
    if (step === undefined) return NOTHING;
    const quantifier = QUANTIFIER.exec(source.slice(step.end));
    if (quantifier === null) {
      if (step.literal === undefined) {
        exact = false;
        close();
      } else run += step.literal;
      at = step.end;
      continue;
    }
    exact = false;
    close();
    if (step.literal !== undefined && atLeastOnce(quantifier)) runs.push(step.literal);
    at = step.end + quantifier[0].length;
    // A quantifier of a quantifier is no valid expression.
    if (QUANTIFIER.test(source.slice(at))) return NOTHING;
  }
  close();
  return { literals: longestFirst(runs), exact: exact && runs.length === 1 };
}

interface Atom {
  readonly end: number;
  /** One character, or undefined for anything else that the walk may skip. */
  readonly literal?: string;
}

function atom(source: string, at: number): Atom | undefined {
  const character = String.fromCodePoint(source.codePointAt(at) ?? 0);
  // Half of a pair, and what the engine folds or replaces: know nothing.
  if (/[\u{d800}-\u{dfff}\ufffd]/u.test(character)) return undefined;
  if (character === "\\") return escaped(source, at);
  if (character === "(") return group(source, at);
  if (character === "[") return bracket(source, at);
  if (character === "." || character === "^" || character === "$") return { end: at + 1 };
  if ("|)*+?{}]".includes(character)) return undefined;
  return { end: at + character.length, literal: character };
}

function escaped(source: string, at: number): Atom | undefined {
  const next = source[at + 1];
  if (next === undefined) return undefined;
  const end = at + 2;
  if (PLACES.includes(next) || CLASSES.includes(next)) return { end };
  const control = CONTROL[next];
  if (control !== undefined) return { end, literal: control };
  // Escaped punctuation is itself; \Q, \x41, \pL, \1 and the rest are beyond this walk.
  return /[!-/:-@[-`{-~]/.test(next) ? { end, literal: next } : undefined;
}

/** Skips a group whole. Flags such as `(?i)` change what follows: know nothing then. */
function group(source: string, at: number): Atom | undefined {
  if (source[at + 1] === "?" && !/^\(\?(?::|P?<)/.test(source.slice(at, at + 4))) return undefined;
  let depth = 0;
  for (let index = at; index < source.length; index++) {
    const character = source[index];
    if (character === "\\") {
      // \Q…\E may hold parentheses.
      if (source[index + 1] === "Q") return undefined;
      index++;
    } else if (character === "[") {
      const skipped = bracket(source, index);
      if (skipped === undefined) return undefined;
      index = skipped.end - 1;
    } else if (character === "(") depth++;
    else if (character === ")") {
      depth--;
      if (depth === 0) return { end: index + 1 };
    }
  }
  return undefined;
}

function bracket(source: string, at: number): Atom | undefined {
  let index = at + 1;
  if (source[index] === "^") index++;
  if (source[index] === "]") index++;
  for (; index < source.length; index++) {
    if (source[index] === "\\") index++;
    // [[:alpha:]] and its kin: not worth knowing.
    else if (source[index] === "[") return undefined;
    else if (source[index] === "]") return { end: index + 1 };
  }
  return undefined;
}

function atLeastOnce(quantifier: RegExpExecArray): boolean {
  const [text, count] = quantifier;
  return text.startsWith("+") || (count !== undefined && Number(count) > 0);
}

/** The rarest test first: a long literal seldom occurs by chance. */
function longestFirst(runs: readonly string[]): string[] {
  return [...new Set(runs)].sort((a, b) => b.length - a.length).slice(0, 4);
}
