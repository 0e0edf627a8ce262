import type { AnswerColumn, AnswerRow } from "../../model/answer.ts";
import { codeCell, escapeMarkdown } from "../markdown/escape-markdown.ts";
import { type AnswerView, valueWords } from "./answer-words.ts";

/** Characters of a cell: longer ones break the page that a table stands on. */
const MOST_CELL = 120;

/** Rows as a Markdown table. Text is code, in which nothing is a link, a mention or markup. */
export function answerMarkdown(
  columns: readonly AnswerColumn[],
  rows: readonly AnswerRow[],
  view: AnswerView,
): string {
  if (columns.length === 0) return "";
  const titles = columns.map((column) => escapeMarkdown(column.name));
  const rule = columns.map((column) => (column.kind === "number" ? "---:" : "---"));
  const cells = rows.map((row) =>
    columns.map((column, index) => {
      const words = valueWords(row[index] ?? null, column, view.timeZone);
      if (words === undefined) return "–";
      return column.kind === "other" ? codeCell(words, MOST_CELL) : words;
    }),
  );
  return [titles, rule, ...cells].map((row) => `| ${row.join(" | ")} |\n`).join("");
}
