import type { AnswerRow, AnswerValue } from "../../model/answer.ts";
import { localMinute } from "../../model/local-time.ts";
import type { Block, Report, Value } from "../../model/report.ts";
import { NO_BREAK } from "../figure-words.ts";
import { ASCII } from "../glyphs.ts";
import { unitOf, valueWords } from "../value-words.ts";
import { anchorOf } from "../views.ts";

/** A table of a report as numbers and texts, nothing rounded. */
export interface CsvTable {
  /** `denied`: the section's id, and `-2`, `-3` where it has several. Fit for a file's name. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly AnswerRow[];
  /** Rows that the report itself leaves out. */
  readonly left: number;
}

type Of<Kind extends Block["kind"]> = Extract<Block, { kind: Kind }>;
type Made = Omit<CsvTable, "name">;

/**
 * Every block of numbers as a table, in the order of the report. Ratios are 0 to 1, durations
 * milliseconds, times ISO 8601 UTC, days those of the report's zone. What only draws the numbers
 * beside it (a bar, or bars in parts), and totals, which a reader of CSV would count twice, are
 * left out.
 */
export function csvTables(report: Report): CsvTable[] {
  const taken = new Set<string>();
  const exact = exactIn(report);
  return report.sections.flatMap((section) =>
    section.blocks.flatMap((block): CsvTable[] => {
      const made = tableOf(block, exact);
      if (made === undefined) return [];
      const name = freeName(anchorOf(section.id) || "table", taken);
      return [{ name, ...made, columns: distinct(made.columns) }];
    }),
  );
}

/** A value as a cell, and several of them as a sentence. */
interface Exact {
  readonly cell: (value: Value | undefined) => AnswerValue;
  readonly words: (values: readonly Value[]) => string;
}

function tableOf(block: Block, exact: Exact): Made | undefined {
  switch (block.kind) {
    case "figures":
      return figuresTable(block, exact);
    case "table":
      return plainTable(block, exact);
    case "bars":
      return block.parts === undefined ? barsTable(block, exact) : undefined;
    case "line":
      return lineTable(block);
    case "list":
      return listTable(block, exact);
    case "code":
    case "note":
      return undefined;
  }
}

function figuresTable({ figures }: Of<"figures">, { cell }: Exact): Made {
  const windows = Math.max(0, ...figures.map((figure) => figure.spark.length));
  const ago = Array.from({ length: windows }, (_, index) => windows - 1 - index);
  return {
    left: 0,
    columns: [
      "figure",
      "unit",
      "this",
      "last",
      "change",
      "change_is",
      "median",
      ...ago.map((steps) => `windows_ago_${steps}`),
    ],
    rows: figures.map((figure) => [
      figure.label,
      unitOf(figure.value),
      cell(figure.value),
      cell(figure.last),
      cell(figure.change),
      figure.change.sign,
      cell(figure.median),
      ...ago.map((steps) => figure.spark.at(-1 - steps) ?? null),
    ]),
  };
}

function plainTable(block: Of<"table">, { cell }: Exact): Made {
  const kept = block.columns.flatMap((column, index) =>
    block.rows.some((row) => row[index]?.kind === "share") ? [] : [{ title: column.title, index }],
  );
  return {
    left: block.more?.count ?? 0,
    columns: kept.map(({ title }) => title),
    rows: block.rows.map((row) => kept.map(({ index }) => cell(row[index]))),
  };
}

function barsTable(block: Of<"bars">, { cell }: Exact): Made {
  return {
    left: 0,
    columns: [isDay(block) ? "day" : "label", ...block.series],
    rows: block.rows.map((row) => [
      cell(row.label),
      ...block.series.map((_, index) => cell(row.bars[index]?.value)),
    ]),
  };
}

function isDay({ rows }: Of<"bars">): boolean {
  const label = rows[0]?.label;
  return label?.kind === "time" && label.style === "day";
}

function lineTable({ points }: Of<"line">): Made {
  return {
    left: 0,
    columns: ["label", "value", "low", "high"],
    rows: points.map(({ label, value, low, high }) => [label, value, low, high]),
  };
}

function listTable({ items }: Of<"list">, { words }: Exact): Made {
  return {
    left: 0,
    columns: ["id", "severity", "state", "title", "evidence", "command", "effect"],
    rows: items.map((item) => [
      item.id,
      item.severity,
      item.tag,
      words(item.title),
      item.lines.map(words).join("\n"),
      item.command,
      item.effect,
    ]),
  };
}

/** In sentences numbers are words, as everywhere: only a cell is to be counted with. */
function exactIn(report: Report): Exact {
  const frame = { window: report.window, glyphs: ASCII };
  return {
    cell: (value) => (value === undefined ? null : exactly(value, report.window.time_zone)),
    words: (values) =>
      values
        .map((value) => valueWords(value, frame))
        .join("")
        .replaceAll(NO_BREAK, " "),
  };
}

function exactly(value: Value, timeZone: string): AnswerValue {
  switch (value.kind) {
    case "text":
    case "quote":
    case "command":
      return value.text;
    case "count":
    case "ratio":
    case "share":
      return value.value;
    case "duration":
      return value.ms;
    case "time":
      return value.style === "day" && value.at !== null
        ? localMinute(value.at, timeZone).slice(0, DAY_CHARS)
        : value.at;
    case "change":
      return value.amount;
    case "spark":
      return value.values;
  }
}

/** Of `2026-11-16 00:00`. */
const DAY_CHARS = 10;

function freeName(name: string, taken: Set<string>): string {
  let free = name;
  for (let number = 2; taken.has(free); number += 1) free = `${name}-${number}`;
  taken.add(free);
  return free;
}

/** Titles that nothing shares; `column_2` where there is none. */
function distinct(titles: readonly string[]): string[] {
  const taken = new Set<string>();
  return titles.map((title, index) => freeName(title || `column_${index + 1}`, taken));
}
