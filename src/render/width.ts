/** Made when it is needed: its rules take longer to load than most commands run. */
let segmenter: Intl.Segmenter | undefined;

/**
 * Latin letters, punctuation, spaces that do not break, arrows, signs of mathematics, lines and
 * shapes: each stands for itself, in one column. All that our own words are made of is among them.
 */
const SINGLE =
  /^[ -~\u00A0-\u00AC\u00AE-\u02FF\u2010-\u2027\u202F\u2190-\u22FF\u2500-\u25FC\u25FF]*$/;

/**
 * Two columns on a terminal: the ranges of Unicode's EastAsianWidth.txt that are W or F, and
 * what is shown as an emoji by itself.
 */
const WIDE =
  /^[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{16FE0}-\u{18DFF}\u{1AFF0}-\u{1B2FF}\u{20000}-\u{3FFFD}\p{Emoji_Presentation}\p{Regional_Indicator}]/u;

const NO_WIDTH = /^[\p{M}\p{Cf}]+$/u;

/** What a reader sees as one character each. */
export function graphemes(text: string): string[] {
  if (SINGLE.test(text)) return [...text];
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return Array.from(segmenter.segment(text), (part) => part.segment);
}

/** Columns that the text takes on a terminal. Expects cleaned text: no control characters. */
export function displayWidth(text: string): number {
  if (SINGLE.test(text)) return text.length;
  return graphemes(text).reduce((sum, part) => sum + graphemeWidth(part), 0);
}

/** At most `columns` columns: the beginning and `ellipsis` where it is longer. */
export function shorten(text: string, columns: number, ellipsis = "…"): string {
  if (displayWidth(text) <= columns) return text;
  const room = columns - displayWidth(ellipsis);
  if (room < 0) return "";
  return `${head(text, room).trimEnd()}${ellipsis}`;
}

/** The longest beginning of the text that takes at most `columns` columns. */
export function head(text: string, columns: number): string {
  if (SINGLE.test(text)) return text.slice(0, Math.max(0, columns));
  let taken = "";
  let width = 0;
  for (const part of graphemes(text)) {
    width += graphemeWidth(part);
    if (width > columns) break;
    taken += part;
  }
  return taken;
}

function graphemeWidth(part: string): number {
  if (WIDE.test(part)) return 2;
  return NO_WIDTH.test(part) ? 0 : 1;
}
