import type { Report } from "../../model/report.ts";
import { cleanLines, cleanText } from "../escape-text.ts";
import { mapReport } from "../map-report.ts";

/** Signs of our own sentences, as they are typed. */
const TYPED: Readonly<Record<string, string>> = {
  "…": "...",
  "–": "-",
  "—": "-",
  "→": "->",
  "≈": "=",
  "▲": "^",
  "▼": "v",
  "·": "|",
  "×": "x",
  "“": '"',
  "”": '"',
  "‘": "'",
  "’": "'",
};

/** The report for a terminal that knows ASCII alone: any other letter is told by its number. */
export function asciiReport(report: Report): Report {
  const words = (text: string) => ascii(cleanText(text));
  return mapReport(report, {
    words,
    command: words,
    quote: (value) => ({ ...value, text: words(value.text) }),
    code: (text) => cleanLines(text).map(ascii).join("\n"),
  });
}

/** `caf\u{e9}`: two names that only look alike stay two. */
function ascii(text: string): string {
  return text.replace(/[^\n -~]/gu, (sign) => TYPED[sign] ?? `\\u{${hex(sign)}}`);
}

function hex(sign: string): string {
  return (sign.codePointAt(0) ?? 0).toString(16);
}
