import { count, duration, quote, ratio, text } from "../findings/values.ts";
import type { AnswerRows } from "../model/answer.ts";
import type { ConfigProblem } from "../model/errors.ts";
import type { Block, Section, Value } from "../model/report.ts";
import type { OwnQuery, QueryColumn } from "../model/report-table.ts";
import { section } from "./blocks.ts";
import { shareOf } from "./share.ts";

/** What a question of one's own answered: rows by column name, and how many were left out. */
export interface OwnAnswer {
  readonly rows: AnswerRows;
  readonly more: boolean;
}

/** A section of one's own as its table says. `problems`: what the table and the answer disagree on. */
export function ownSection(query: OwnQuery, { rows, more }: OwnAnswer): Section {
  const columns = query.columns ?? namesOf(rows).map((name): QueryColumn => ({ name }));
  return section(query.name, query.title, [
    BLOCKS[query.block](query, columns, rows),
    ...(more ? [leftOut(query)] : []),
  ]);
}

/** Columns that the table asks for and the statement does not have. */
export function missingColumns(
  query: OwnQuery,
  names: readonly string[],
  place: { readonly file: string; readonly path: string },
): ConfigProblem[] {
  return (query.columns ?? []).flatMap(({ name }, index): ConfigProblem[] => {
    if (names.includes(name)) return [];
    const path = `${place.path}.columns[${index}].name`;
    const message = `the statement has no column "${name}". It has ${names.join(", ")}.`;
    return [{ file: place.file, path, message }];
  });
}

type Rows = OwnAnswer["rows"];
type AnswerValue = AnswerRows[number][string];
type Shape = (query: OwnQuery, columns: readonly QueryColumn[], rows: Rows) => Block;

const BLOCKS = { table, bars, figures } as const satisfies Record<OwnQuery["block"], Shape>;

function table(query: OwnQuery, columns: readonly QueryColumn[], rows: Rows): Block {
  return {
    kind: "table",
    columns: columns.map((column) => ({
      title: column.title ?? column.name,
      align: column.align ?? (isNumeric(column, rows) ? "right" : "left"),
    })),
    rows: rows.map((row) => columns.map((column) => shown(row[column.name] ?? null, column))),
    total: null,
    more: null,
    empty: query.empty,
  };
}

/** A label, and a bar for each number after it. */
function bars(query: OwnQuery, columns: readonly QueryColumn[], rows: Rows): Block {
  const [label, ...series] = columns;
  if (label === undefined || rows.length === 0) return table(query, columns, rows);
  const shares = series.map(({ name }) => shareOf(rows.map((row) => numberOf(row[name] ?? null))));
  return {
    kind: "bars",
    series: series.map(({ name, title }) => title ?? name),
    rows: rows.map((row) => ({
      label: shown(row[label.name] ?? null, label),
      bars: series.map((column, index) => {
        const value = row[column.name] ?? null;
        const share = Math.max(0, shares[index]?.(numberOf(value)) ?? 0);
        return { value: shown(value, column), share };
      }),
    })),
  };
}

/** A label, a number, and perhaps the one before; that it changed is not for us to say. */
function figures(query: OwnQuery, columns: readonly QueryColumn[], rows: Rows): Block {
  const [label, value, last] = columns;
  if (label === undefined || value === undefined || rows.length === 0) {
    return table(query, columns, rows);
  }
  return {
    kind: "figures",
    figures: rows.map((row) => ({
      label: wordsOf(row[label.name] ?? null),
      value: shown(row[value.name] ?? null, value),
      last: last === undefined ? count(null) : shown(row[last.name] ?? null, last),
      change: { kind: "change", sign: "none", amount: null, unit: "count" },
      median: count(null),
      spark: [],
    })),
  };
}

function leftOut(query: OwnQuery): Block {
  const words = `only the first ${query.limit} rows are shown`;
  return { kind: "note", term: "", text: [text(`${words}.`)] };
}

function namesOf([first]: Rows): string[] {
  return first === undefined ? [] : Object.keys(first);
}

function isNumeric({ name, unit }: QueryColumn, rows: Rows): boolean {
  if (unit !== undefined) return ["count", "ratio", "ms"].includes(unit);
  const known = rows.map((row) => row[name] ?? null).filter((value) => value !== null);
  return known.length > 0 && known.every((value) => typeof value === "number");
}

/** A value of the log is hostile whatever it looks like: only numbers and instants are not quoted. */
function shown(value: AnswerValue, { unit }: QueryColumn): Value {
  const kind = unit ?? (typeof value === "number" ? "count" : "text");
  return SHOWN[kind](value);
}

const SHOWN = {
  text: (value) => quote(wordsOf(value)),
  count: (value) => count(numberOf(value)),
  ratio: (value) => ratio(numberOf(value)),
  ms: (value) => duration(numberOf(value)),
  time: (value) => ({ kind: "time", at: instantOf(value), style: "day_clock" }),
  day: (value) => ({ kind: "time", at: instantOf(value), style: "day" }),
} as const satisfies Record<NonNullable<QueryColumn["unit"]>, (value: AnswerValue) => Value>;

function numberOf(value: AnswerValue): number | null {
  return typeof value === "number" ? value : null;
}

/** ISO 8601 UTC, or no data. */
function instantOf(value: AnswerValue): string | null {
  if (typeof value !== "string") return null;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

function wordsOf(value: AnswerValue): string {
  if (value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
