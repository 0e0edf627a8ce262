import type { Report, Value } from "../../model/report.ts";
import { cleanText } from "../escape-text.ts";
import { UNICODE } from "../glyphs.ts";
import type { Markup } from "../markup.ts";
import { valueWords } from "../value-words.ts";
import { shorten } from "../width.ts";
import { escapeHtml, escapeSigns, isPlain } from "./escape-html.ts";

/** Characters of a text from the log. */
const QUOTE = 300;

/** How a page writes values: everything escaped, what the log said as code. */
export function htmlMarkup(report: Report): Markup {
  const frame = { window: report.window, glyphs: UNICODE };
  const write = (value: Value): string => {
    if (value.kind === "text") return escapeHtml(value.text);
    if (value.kind === "quote") return quoteMarkup(value.text, QUOTE);
    if (value.kind === "command") return `<code class="command">${escapeHtml(value.text)}</code>`;
    if (value.kind === "share") return barMarkup(value.value);
    return escapeSigns(valueWords(value, frame));
  };
  return {
    ...frame,
    text: escapeHtml,
    inline: write,
    cell: write,
    command: escapeHtml,
  };
}

/** What the log said, in at most `most` characters. */
export function quoteMarkup(text: string, most: number): string {
  if (text.length <= most && isPlain(text)) return `<code>${text}</code>`;
  return `<code>${escapeSigns(shorten(cleanText(text), most))}</code>`;
}

function barMarkup(share: number | null): string {
  const width = Math.round(Math.min(1, Math.max(0, share ?? 0)) * 1000) / 10;
  return `<span class="bar"><span style="width:${width}%"></span></span>`;
}
