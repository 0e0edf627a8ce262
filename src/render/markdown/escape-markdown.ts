import { cleanText } from "../escape-text.ts";
import { shorten } from "../width.ts";

/** What GitHub turns into a mention, a reference or a link, even in the middle of our words. */
export const ACTIVE = /@[\w-]|:\/\/|www\.|#\d|\bGH-\d|\b[0-9a-f]{40}\b/i;

/** Signs that mean something anywhere in a line. */
const ANYWHERE = /[\\`*_[\]<>|~]|&(?=#|\w+;)|!(?=\[)/g;

/** Signs that mean something only where a line begins: heading, list, quote, rule, number. */
const AT_START = /^(\s*)(#{1,6}(?=\s|$)|[-+=>]|\d{1,9}(?=[.)](?:\s|$)))/;

/** Our own words as Markdown that shows exactly them. */
export function escapeMarkdown(words: string): string {
  const text = cleanText(words).replace(/ {2,}/g, " ");
  if (!ACTIVE.test(text)) return signs(text, true);
  let escaped = "";
  let waiting = "";
  for (const word of text.split(/([\s|`]+)/)) {
    if (ACTIVE.test(word)) {
      escaped += signs(waiting, escaped === "") + codeSpan(word);
      waiting = "";
    } else {
      waiting += word;
    }
  }
  return escaped + signs(waiting, escaped === "");
}

/**
 * Text from the log as a code span, in which nothing is a mention, a link or markup. The fence is
 * longer than any run of backticks inside. Empty text, which no span can hold, is `–`.
 */
export function codeSpan(text: string, most = Number.POSITIVE_INFINITY): string {
  const shown = shorten(cleanText(text).trim(), most);
  if (shown === "") return "–";
  const fence = "`".repeat(longestRun(shown) + 1);
  const space = shown.startsWith("`") || shown.endsWith("`") ? " " : "";
  return `${fence}${space}${shown}${space}${fence}`;
}

/**
 * `codeSpan` for a table: a pipe would end the cell, also inside code. A backslash before a pipe
 * gets a space between them, because readers differ on which of the two it then escapes.
 */
export function codeCell(text: string, most: number): string {
  return codeSpan(text.replaceAll("\\|", "\\ |"), most).replaceAll("|", "\\|");
}

/** A fence for a block that holds `text`. */
export function fenceFor(text: string): string {
  return "`".repeat(Math.max(3, longestRun(text) + 1));
}

function signs(text: string, isStart: boolean): string {
  const escaped = text.replace(ANYWHERE, "\\$&");
  if (!isStart) return escaped;
  return escaped.replace(AT_START, (_, space: string, sign: string) =>
    /\d/.test(sign) ? `${space}${sign}\\` : `${space}\\${sign}`,
  );
}

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
}
