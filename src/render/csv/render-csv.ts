import type { AnswerColumn } from "../../model/answer.ts";
import { UserError } from "../../model/errors.ts";
import type { Report } from "../../model/report.ts";
import { csvHeader, csvRows } from "../answer/answer-csv.ts";
import { type CsvTable, csvTables } from "./csv-tables.ts";

/**
 * One table of the report by RFC 4180. Throws UserError where the report has none, or several and
 * `table` names none of them.
 */
export function renderCsv(report: Report, options: { table?: string }): string {
  const tables = csvTables(report);
  const { table: wanted } = options;
  const [only, second] = tables;
  if (only === undefined) {
    throw new UserError(`${report.name} has no table. Write it in another format.`);
  }
  if (wanted === undefined && second === undefined) return csvOf(only);
  const found = tables.find((table) => table.name === wanted);
  if (found !== undefined) return csvOf(found);
  const said =
    wanted === undefined
      ? `${report.name} has ${tables.length} tables, and CSV holds one`
      : `${report.name} has no table "${wanted}"`;
  const names = tables.map((table) => table.name).join(", ");
  throw new UserError(
    `${said}. Name one with --table, or write all with --output FOLDER/: ${names}.`,
  );
}

/** A file for each table, `denied.csv`, and what the report itself leaves out of it. */
export function csvFiles(report: Report): { name: string; text: string; left: number }[] {
  return csvTables(report).map((table) => ({
    name: `${table.name}.csv`,
    text: csvOf(table),
    left: table.left,
  }));
}

function csvOf({ columns, rows }: CsvTable): string {
  const shape = columns.map(
    (name): AnswerColumn => ({ name: name.replaceAll("\n", " "), type: "", kind: "other" }),
  );
  return `${csvHeader(shape)}${csvRows(shape, rows)}`;
}
