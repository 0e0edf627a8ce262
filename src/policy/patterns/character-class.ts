/** What an expression says of one character. */
export interface CharacterClass {
  fits(code: number): boolean;
  /** The character itself, where it is a single one. */
  readonly text?: string;
  /** The letter that it is in either case, as a small one. */
  readonly letter?: string;
  readonly end: number;
}

type Fits = (code: number) => boolean;

/** How an expression is to be read from some place on. */
export interface Flags {
  /** `(?i)`: letters of ASCII stand for both cases. */
  readonly folds: boolean;
  /** `(?s)`: a dot stands for a line feed too. */
  readonly dotIsAny: boolean;
}

/** `\w` of RE2 knows ASCII only; beside the text stands NaN, which is none. */
export function isWordCode(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95
  );
}

const isDigit: Fits = (code) => code >= 48 && code <= 57;
/** Tab, line feed, form feed, carriage return, blank: no vertical tab. */
const isBlank: Fits = (code) =>
  code === 32 || code === 9 || code === 10 || code === 12 || code === 13;

const CLASSES: Readonly<Record<string, Fits>> = {
  d: isDigit,
  D: (code) => !isDigit(code),
  s: isBlank,
  S: (code) => !isBlank(code),
  w: isWordCode,
  W: (code) => !isWordCode(code),
};

/**
 * The character, `.`, `\d`, `[a-z]` at a place of an expression; undefined for what is none of these
 * or is written in a way that few know: `[[:alpha:]]`, `\pL`, `\x41`.
 */
export function classAt(source: string, at: number, flags: Flags): CharacterClass | undefined {
  const character = source[at] ?? "";
  if (character === ".") return { fits: (code) => flags.dotIsAny || code !== 10, end: at + 1 };
  if (character === "[") return bracketAt(source, at, flags);
  if (character === "\\") return escapedAt(source, at, flags);
  return "*+?{}()[]|^$".includes(character) ? undefined : itself(character, at + 1, flags);
}

function escapedAt(source: string, at: number, flags: Flags): CharacterClass | undefined {
  const next = source[at + 1] ?? "";
  const known = CLASSES[next];
  if (known !== undefined) return { fits: known, end: at + 2 };
  return /^[!-/:-@[-`{-~]$/.test(next) ? itself(next, at + 2, flags) : undefined;
}

function itself(character: string, end: number, { folds }: Flags): CharacterClass {
  const wanted = character.charCodeAt(0);
  if (folds && /^[a-z]$/i.test(character)) {
    const fits: Fits = (code) => code === wanted || otherCase(code) === wanted;
    return { fits, letter: character.toLowerCase(), end };
  }
  return { fits: (code) => code === wanted, text: character, end };
}

/** Of a letter of ASCII; every other code is its own. */
function otherCase(code: number): number {
  const lower = code | 32;
  return lower >= 97 && lower <= 122 ? code ^ 32 : code;
}

function bracketAt(source: string, start: number, flags: Flags): CharacterClass | undefined {
  const negated = source[start + 1] === "^";
  const first = start + (negated ? 2 : 1);
  const members: Fits[] = [];
  let at = first;
  while (source[at] !== "]" || at === first) {
    const member = memberAt(source, at);
    if (member === undefined) return undefined;
    members.push(member.fits);
    at = member.end;
  }
  const isIn: Fits = (code) => members.some((fits) => fits(code));
  const holds: Fits = flags.folds ? (code) => isIn(code) || isIn(otherCase(code)) : isIn;
  return { fits: negated ? (code) => !holds(code) : holds, end: at + 1 };
}

/** Brackets fold all that stands in them at once. */
const AS_WRITTEN: Flags = { folds: false, dotIsAny: false };

/** One character, a class or a range such as `a-z`; a dash is itself only at either end. */
function memberAt(source: string, at: number): CharacterClass | undefined {
  const from = singleAt(source, at);
  if (from === undefined || source[from.end] !== "-" || source[from.end + 1] === "]") return from;
  const to = singleAt(source, from.end + 1);
  if (from.text === undefined || to?.text === undefined) return undefined;
  const [low, high] = [from.text.charCodeAt(0), to.text.charCodeAt(0)];
  // Not valid.
  if (low > high) return undefined;
  return { fits: (code) => code >= low && code <= high, end: to.end };
}

function singleAt(source: string, at: number): CharacterClass | undefined {
  const character = source[at] ?? "";
  if (character === "\\") return escapedAt(source, at, AS_WRITTEN);
  return character === "" || character === "[" || character === "]"
    ? undefined
    : itself(character, at + 1, AS_WRITTEN);
}
