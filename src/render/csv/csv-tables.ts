import type { AnswerRow, AnswerValue } from "../../model/answer.ts";
import type { Block, Report, Value } from "../../model/report.ts";
import { unitOf } from "../value-words.ts";
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
 * milliseconds, times ISO 8601 UTC. Bars, which only draw a number beside them, and totals, which
 * a reader of CSV would count twice, are left out.
 */
export function csvTables(report: Report): CsvTable[] {
  const taken = new Set<string>();
  return report.sections.flatMap((section) =>
    section.blocks.flatMap((block): CsvTable[] => {
      const made = tableOf(block);
      if (made === undefined) return [];
      const name = freeName(anchorOf(section.id) || "table", taken);
      return [{ name, ...made, columns: distinct(made.columns) }];
    }),
  );
}

function tableOf(block: Block): Made | undefined {
  switch (block.kind) {
    case "figures":
      return figuresTable(block);
    case "table":
      return plainTable(block);
    case "bars":
      return barsTable(block);
    case "line":
      return lineTable(block);
    case "list":
      return listTable(block);
    case "code":
    case "note":
      return undefined;
  }
}

function figuresTable({ figures }: Of<"figures">): Made {
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
      exact(figure.value),
      exact(figure.last),
      exact(figure.change),
      figure.change.sign,
      exact(figure.median),
      ...ago.map((steps) => figure.spark.at(-1 - steps) ?? null),
    ]),
  };
}

function plainTable(block: Of<"table">): Made {
  const kept = block.columns.flatMap((column, index) =>
    block.rows.some((row) => row[index]?.kind === "share") ? [] : [{ title: column.title, index }],
  );
  return {
    left: block.more?.count ?? 0,
    columns: kept.map(({ title }) => title),
    rows: block.rows.map((row) => kept.map(({ index }) => cellOf(row[index]))),
  };
}

function barsTable(block: Of<"bars">): Made {
  return {
    left: 0,
    columns: ["label", ...block.series],
    rows: block.rows.map((row) => [
      exact(row.label),
      ...block.series.map((_, index) => cellOf(row.bars[index]?.value)),
    ]),
  };
}

function lineTable({ points }: Of<"line">): Made {
  return {
    left: 0,
    columns: ["label", "value", "low", "high"],
    rows: points.map(({ label, value, low, high }) => [label, value, low, high]),
  };
}

function listTable({ items }: Of<"list">): Made {
  return {
    left: 0,
    columns: ["id", "severity", "state", "title", "evidence", "command", "effect"],
    rows: items.map((item) => [
      item.id,
      item.severity,
      item.tag,
      sentence(item.title),
      item.lines.map(sentence).join("\n"),
      item.command,
      item.effect,
    ]),
  };
}

function cellOf(value: Value | undefined): AnswerValue {
  return value === undefined ? null : exact(value);
}

function exact(value: Value): AnswerValue {
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
      return value.at;
    case "change":
      return value.amount;
    case "spark":
      return value.values;
  }
}

function sentence(values: readonly Value[]): string {
  return values.map((value) => String(exact(value) ?? "")).join("");
}

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
