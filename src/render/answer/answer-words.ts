import { Temporal } from "temporal-polyfill";
import type { AnswerColumn, AnswerValue } from "../../model/answer.ts";

/** How answers are shown to people. */
export interface AnswerView {
  readonly columns: number;
  readonly timeZone: string;
}

/** A value in the words of a table, not escaped. Null is undefined. */
export function valueWords(
  value: AnswerValue,
  column: AnswerColumn,
  timeZone: string,
): string | undefined {
  if (value === null) return undefined;
  if (column.kind === "instant") return localTime(String(value), timeZone);
  if (typeof value === "number") return Number.isInteger(value) ? String(value) : short(value);
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** What stands below a table: how many rows there are, what is left out, whose clock is shown. */
export function answerNote(
  told: { shown: number; left: number; more: boolean },
  columns: readonly AnswerColumn[],
  timeZone: string,
): string {
  const { shown, left, more } = told;
  const rows = `${count(shown)} ${shown === 1 ? "row" : "rows"}`;
  const out =
    left === 0
      ? rows
      : `${rows}; ${more ? "more than " : ""}${count(left)} left out (--limit all shows every row)`;
  const clock = columns.some((column) => column.kind === "instant") ? `, times in ${timeZone}` : "";
  return `${out}${clock}`;
}

/** Four places after the point, or four digits of what is smaller than one: CSV and JSON have all. */
function short(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e15 || size < 1e-6) return String(Number(value.toPrecision(6)));
  return String(Number(size >= 1 ? value.toFixed(4) : value.toPrecision(4)));
}

/** `2026-11-18 11:00:00`, whole seconds; what is no instant, such as infinity, as it is. */
function localTime(iso: string, timeZone: string): string {
  if (!iso.endsWith("Z")) return iso;
  const local = Temporal.Instant.from(iso).toZonedDateTimeISO(timeZone).toPlainDateTime();
  return local.toString({ smallestUnit: "second", roundingMode: "trunc" }).replace("T", " ");
}

function count(rows: number): string {
  return rows.toLocaleString("en-US");
}
