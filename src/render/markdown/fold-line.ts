import type { Section, Value } from "../../model/report.ts";
import { cleanText } from "../escape-text.ts";
import { escapeHtml } from "../html/escape-html.ts";
import { type Frame, valueWords } from "../value-words.ts";
import { shorten } from "../width.ts";
import { ACTIVE } from "./escape-markdown.ts";

/** Characters of a text from the log. */
const QUOTE = 80;

/** The line that a fold shows while it is closed, as HTML: `Denied: 14 in 8 sessions`. */
export function foldLine({ title, summary }: Section, frame: Frame): string {
  const words = summary.map((value) => valueMarkup(value, frame)).join("");
  return words === "" ? ownWords(title) : `${ownWords(title)}: ${words}`;
}

function valueMarkup(value: Value, frame: Frame): string {
  if (value.kind === "quote" || value.kind === "command") return code(value.text);
  return ownWords(valueWords(value, frame));
}

/** GitHub looks for mentions, references and links in what we wrote as HTML, too. */
function ownWords(text: string): string {
  return cleanText(text)
    .split(/(\s+)/)
    .map((word) => (ACTIVE.test(word) ? code(word) : escapeHtml(word)))
    .join("");
}

function code(text: string): string {
  const shown = shorten(cleanText(text).trim(), QUOTE);
  return shown === "" ? "–" : `<code>${escapeHtml(shown)}</code>`;
}
