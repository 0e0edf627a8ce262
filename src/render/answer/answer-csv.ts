import type { AnswerColumn, AnswerRow, AnswerValue } from "../../model/answer.ts";
import { cleanText } from "../escape-text.ts";

/** What a spreadsheet takes for the beginning of a formula, in wide letters too. */
const FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/u;

/** Nothing to clean, as in most texts. */
const PLAIN = /^[ -~\n\t]*$/;
const BREAKS = /([\n\t])/;

/** The header line. */
export function csvHeader(columns: readonly AnswerColumn[]): string {
  return `${columns.map((column) => quoted(safe(column.name))).join(",")}\n`;
}

/** Rows by RFC 4180, lines ended by LF. Null is nothing at all; an empty text is `""`. */
export function csvRows(columns: readonly AnswerColumn[], rows: readonly AnswerRow[]): string {
  const line = (row: AnswerRow): string =>
    columns.map((column, index) => field(row[index] ?? null, column)).join(",");
  return rows.map((row) => `${line(row)}\n`).join("");
}

function field(value: AnswerValue, column: AnswerColumn): string {
  if (value === null) return "";
  if (column.kind === "number" || typeof value === "number") return String(value);
  if (typeof value === "object") return quoted(safe(JSON.stringify(value)));
  return quoted(safe(String(value)));
}

/**
 * Text that is only text to a spreadsheet and a terminal: behind an apostrophe where it would be
 * a formula. Line breaks and tabs stay.
 */
function safe(text: string): string {
  const clean = PLAIN.test(text) ? text : text.split(BREAKS).map(cleanPart).join("");
  return FORMULA.test(clean) ? `'${clean}` : clean;
}

function cleanPart(part: string): string {
  return part === "\n" || part === "\t" ? part : cleanText(part);
}

function quoted(text: string): string {
  return text === "" || /[",\n\r]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
