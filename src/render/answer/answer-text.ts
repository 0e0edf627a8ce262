import type { AnswerColumn, AnswerRow } from "../../model/answer.ts";
import { cleanText } from "../escape-text.ts";
import { UNICODE } from "../glyphs.ts";
import { INDENT, layOut, rowLine, type TextColumn } from "../text/columns.ts";
import { type Line, plain } from "../text/spans.ts";
import { displayWidth, shorten } from "../width.ts";
import { type AnswerView, valueWords } from "./answer-words.ts";

/** The narrowest that a column of words is cut to; where more would be cut, rows are listed. */
const LEAST = 8;
const GAP = 2;

/** Rows as a table; one below the other, field by field, where the table would be too wide. */
export function answerText(
  columns: readonly AnswerColumn[],
  rows: readonly AnswerRow[],
  view: AnswerView,
): string {
  if (columns.length === 0) return "";
  const cells = rows.map((row) =>
    columns.map((column, index) => {
      const words = valueWords(row[index] ?? null, column, view.timeZone);
      return words === undefined ? UNICODE.nothing : cleanText(words);
    }),
  );
  const lines = fits(columns, cells, view.columns)
    ? tableLines(columns, cells, view.columns)
    : cells.flatMap((row, index) => recordLines(columns, row, { number: index + 1, view }));
  return lines.map((line) => `${line.trimEnd()}\n`).join("");
}

function fits(
  columns: readonly AnswerColumn[],
  cells: readonly (readonly string[])[],
  lineColumns: number,
): boolean {
  if (cells.length === 0) return true;
  const least = columns.map(({ kind }, index) => {
    const widest = cells.reduce((most, row) => Math.max(most, displayWidth(row[index] ?? "")), 0);
    return kind === "other" ? Math.min(LEAST, widest) : widest;
  });
  const gaps = INDENT + GAP * (columns.length - 1);
  return least.reduce((sum, width) => sum + width, gaps) <= lineColumns;
}

function tableLines(
  columns: readonly AnswerColumn[],
  cells: readonly (readonly string[])[],
  lineColumns: number,
): string[] {
  // Instants give way last, like numbers, and stand on the left, like words.
  const measured = columns.map(({ name, kind }): TextColumn => {
    const align = kind === "other" ? "left" : "right";
    return { title: cleanText(name), align, gap: GAP, least: 0 };
  });
  const rows = cells.map((row) => row.map((cell): Line => [plain(cell)]));
  const { widths, gaps } = layOut(measured, rows, lineColumns);
  const shown = measured.map((column, index): TextColumn => {
    const align = columns[index]?.kind === "number" ? "right" : "left";
    return { ...column, align, gap: gaps[index] ?? GAP };
  });
  const titles = shown.map((column): Line => [plain(column.title)]);
  const rule = widths.map((width): Line => [plain(UNICODE.rule.repeat(width))]);
  return [titles, rule, ...rows].map((row) => textOf(rowLine(shown, widths, row, UNICODE)));
}

function recordLines(
  columns: readonly AnswerColumn[],
  row: readonly string[],
  { number, view }: { number: number; view: AnswerView },
): string[] {
  const names = columns.map((column) => shorten(cleanText(column.name), MOST_NAME));
  const width = names.reduce((most, name) => Math.max(most, displayWidth(name)), 0);
  const room = Math.max(LEAST, view.columns - INDENT - width - GAP);
  const fields = names.map((name, index) => {
    const fill = " ".repeat(width - displayWidth(name) + GAP);
    return ` ${name}${fill}${shorten(row[index] ?? "", room)}`;
  });
  return [...(number === 1 ? [] : [""]), ` ${UNICODE.rule.repeat(2)} row ${number}`, ...fields];
}

const MOST_NAME = 32;

function textOf(line: Line): string {
  return line.map((span) => span.text).join("");
}
