/** What an expression says of one character. */
export interface CharacterClass {
  fits(code: number): boolean;
  /** The character itself, where it is a single one. */
  readonly text?: string;
  readonly end: number;
}

type Fits = (code: number) => boolean;

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
export function classAt(source: string, at: number): CharacterClass | undefined {
  const character = source[at] ?? "";
  if (character === ".") return { fits: (code) => code !== 10, end: at + 1 };
  if (character === "[") return bracketAt(source, at);
  if (character === "\\") return escapedAt(source, at);
  return "*+?{}()[]|^$".includes(character) ? undefined : itself(character, at + 1);
}

function escapedAt(source: string, at: number): CharacterClass | undefined {
  const next = source[at + 1] ?? "";
  const known = CLASSES[next];
  if (known !== undefined) return { fits: known, end: at + 2 };
  return /^[!-/:-@[-`{-~]$/.test(next) ? itself(next, at + 2) : undefined;
}

function itself(character: string, end: number): CharacterClass {
  const wanted = character.charCodeAt(0);
  return { fits: (code) => code === wanted, text: character, end };
}

function bracketAt(source: string, start: number): CharacterClass | undefined {
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
  const holds: Fits = (code) => members.some((fits) => fits(code));
  return { fits: negated ? (code) => !holds(code) : holds, end: at + 1 };
}

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
  if (character === "\\") return escapedAt(source, at);
  return character === "" || character === "[" || character === "]"
    ? undefined
    : itself(character, at + 1);
}
