const ESC = "\u001B";
const BEL = "\u0007";
/** Ends a string sequence, in its one-byte form. */
const ST = "\u009C";

/**
 * Terminal sequences: `ESC [ 3 1 m`, `ESC ] 0 ; title BEL`, `ESC c`. A string sequence counts only
 * where it is closed: an open one would hide all that follows it.
 */
const SEQUENCES = new RegExp(
  [
    `${ESC}\\[[0-?]*[ -/]*[@-~]`,
    `\u009B[0-?]*[ -/]*[@-~]`,
    `${ESC}[\\]PX^_][^${ESC}${BEL}${ST}]{0,4096}(?:${BEL}|${ST}|${ESC}\\\\)`,
    `${ESC}[ -/]*[0-~]`,
  ].join("|"),
  "gu",
);

/** Letters that look like nothing: Hangul fillers and the empty Braille cell. */
const BLANK_LETTERS = /[\u115F\u1160\u2800\u3164\uFFA0]/gu;

/** Selectors that pick a glyph's form, and can carry hidden text. */
const SELECTORS = /[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]/gu;

/** More marks on one letter than any script needs cover the lines around it. */
const MARK_PILES = /(\p{M}{4})\p{M}+/gu;

/** What is clean by itself: our own words, and nearly all that a log says. No space but the plain one. */
const CLEAN = /^[ -~\u00A1-\u00AC\u00AE-\u02FF\u2010-\u2027\u2190-\u22FF\u2500-\u25FF]*$/;

/**
 * Text in one line that only says what it shows: terminal sequences, control, bidi and zero-width
 * characters are gone, line breaks and tabs are single spaces, half characters are `\uFFFD`.
 * Every format cleans every text so before it escapes it.
 */
export function cleanText(text: string): string {
  if (CLEAN.test(text)) return text;
  return text
    .replace(SEQUENCES, "")
    .replace(/[\n\r\u0085\u2028\u2029]+/gu, " ")
    .replace(/[\p{Z}\t\v\f]/gu, " ")
    .replace(BLANK_LETTERS, " ")
    .replace(SELECTORS, "")
    .replace(/\p{Cf}|\p{Cc}/gu, "")
    .replace(/\p{Cs}|\p{Co}|\p{Cn}/gu, "\uFFFD")
    .replace(MARK_PILES, "$1");
}

/** `cleanText` for a block of several lines: line breaks stay, tabs become two spaces. */
export function cleanLines(text: string): string[] {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/\t/g, "  ")
    .split("\n")
    .map((line) => cleanText(line).trimEnd());
}
