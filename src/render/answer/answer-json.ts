import type { AnswerColumn, AnswerRow } from "../../model/answer.ts";
import { inertJson } from "../render-json.ts";

/** An array of objects, one row a line, as the rows come. */
export function jsonStart(): string {
  return "[";
}

/** Rows after `before` others. Fields stand in the order of the columns. */
export function jsonRows(
  columns: readonly AnswerColumn[],
  rows: readonly AnswerRow[],
  before: number,
): string {
  const keys = columns.map((column) => inertJson(JSON.stringify(column.name)));
  return rows
    .map((row, index) => {
      const fields = keys.map((key, at) => `${key}:${inertJson(JSON.stringify(row[at] ?? null))}`);
      return `${before + index === 0 ? "\n" : ",\n"}{${fields.join(",")}}`;
    })
    .join("");
}

export function jsonEnd(rows: number): string {
  return rows === 0 ? "]\n" : "\n]\n";
}
