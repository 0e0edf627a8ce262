import { defang } from "../email/defang.ts";
import { cleanText } from "../escape-text.ts";
import { shorten } from "../width.ts";

/** All that Slack asks to be escaped; everything between angle brackets is a link or a mention. */
const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** Signs that mean something around a word, an emoji, and a quotation's sign at its beginning. */
const MARKS = /[*~`]|^>|:[a-z][\w+'-]*:/;

/** Means something where it does not stand between letters. Asked only of words that have one. */
const UNDERSCORE = /(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/u;

const LONGEST_COMMAND = 500;

/** Our own words: nothing in them is markup, a link or a mention. */
export function escapeMrkdwn(words: string, most = Number.POSITIVE_INFINITY): string {
  return harmless(shorten(cleanText(words), most))
    .split(/(\s+)/)
    .map((word) => (isMarked(word) ? inCode(word) : escapeEntities(word)))
    .join("");
}

function isMarked(word: string): boolean {
  return MARKS.test(word) || (word.includes("_") && UNDERSCORE.test(word));
}

/** Text from the log as code, in which Slack looks for nothing. Empty text is `–`. */
export function mrkdwnCode(text: string, most: number): string {
  const shown = shorten(cleanText(text).trim(), most);
  return shown === "" ? "–" : inCode(harmless(shown));
}

/** A command of ours as code, to be pasted as it stands; nobody pastes one longer than that. */
export function mrkdwnCommand(words: string): string {
  return inCode(shorten(cleanText(words), LONGEST_COMMAND));
}

/** A line for a block of code. */
export function mrkdwnLine(line: string): string {
  return escapeEntities(line.replaceAll("`", "'"));
}

/** Nothing that is pasted becomes a link or calls anybody: `[@]here`, `hxxps://evil[.]example`. */
export function harmless(text: string): string {
  const safe = defang(text);
  return safe.includes("@") ? safe.replace(/(?<!\[)@(?=[\p{L}\p{N}_])/gu, "[@]") : safe;
}

/** Slack has no escape for a backtick: it would end the code. */
function inCode(text: string): string {
  return `\`${escapeEntities(text.replaceAll("`", "'"))}\``;
}

function escapeEntities(text: string): string {
  return text.replace(/[&<>]/g, (sign) => ENTITIES[sign] ?? "");
}
