import { cleanText } from "../render/escape-text.ts";
import { displayWidth, shorten } from "../render/width.ts";
import { wrapWords } from "./status-words.ts";

/** A row of a table, and what is said about it below: on one line if it fits, else one each. */
export interface PlainRow {
  readonly cells: readonly string[];
  readonly below: readonly string[];
}

/** No cell is wider: a long name must not push the others out of the window. */
const WIDEST_CELL = 32;
const BELOW = "        ";

/** Rows under titles for a terminal of `columns`; text of others is cleaned. */
export function plainTable(
  titles: readonly string[],
  rows: readonly PlainRow[],
  columns: number,
): string[] {
  const cells = rows.map((row) => row.cells.map((cell) => shorten(cleanText(cell), WIDEST_CELL)));
  const widths = titles.map((title, index) =>
    Math.max(title.length, ...cells.map((row) => displayWidth(row[index] ?? ""))),
  );
  const line = (row: readonly string[]): string =>
    ` ${row.map((cell, index) => padded(cell, widths[index] ?? 0)).join("  ")}`.trimEnd();
  return [
    line(titles),
    ...rows.flatMap(({ below }, index) => [
      line(cells[index] ?? []),
      ...joined(below, columns).flatMap((text) => indented(text, columns, BELOW)),
    ]),
  ];
}

/** A text in lines of at most `columns`, the first after `lead`, the others below its end. */
export function hangingText(lead: string, text: string, columns: number): string[] {
  const room = Math.max(20, columns - displayWidth(lead));
  return wrapWords(cleanText(text), room).map((line, index) =>
    index === 0 ? `${lead}${line}` : `${" ".repeat(displayWidth(lead))}${line}`,
  );
}

function joined(texts: readonly string[], columns: number): readonly string[] {
  if (texts.length === 0) return [];
  const line = texts.join(", ");
  return displayWidth(line) <= columns - BELOW.length ? [line] : texts;
}

/** Wrapped; a word that is longer than the line is cut, so that a pattern does not break it. */
function indented(text: string, columns: number, indent: string): string[] {
  const room = columns - indent.length;
  return wrapWords(cleanText(text), room).map((line) => `${indent}${shorten(line, room)}`);
}

function padded(cell: string, width: number): string {
  return `${cell}${" ".repeat(Math.max(0, width - displayWidth(cell)))}`;
}
