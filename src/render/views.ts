import type { Block, BlockKind, Change, Report, Value } from "../model/report.ts";
import { cleanLines } from "./escape-text.ts";
import { SEVERITY, sparkline } from "./glyphs.ts";
import { type Markup, sentenceOf } from "./markup.ts";
import { seriesWords } from "./times.ts";
import { intervalWords, numberOf, unitValue } from "./value-words.ts";

type Of<Kind extends BlockKind> = Extract<Block, { kind: Kind }>;

/** The scorecard. `series` names the row of windows: `8 weeks`. */
export function figuresView(block: Of<"figures">, markup: Markup) {
  const length = block.figures[0]?.spark.length ?? 0;
  return {
    kind: block.kind,
    series: seriesWords(length, markup.window),
    figures: block.figures.map((figure) => ({
      label: markup.text(figure.label),
      value: markup.cell(figure.value),
      last: markup.cell(figure.last),
      change: markup.cell(figure.change),
      moved: hasMoved(figure.change),
      noData: [figure.value, figure.last, figure.median].every((one) => numberOf(one) === null),
      median: markup.cell(figure.median),
      spark: sparkline(figure.spark, markup.glyphs),
    })),
  };
}

/** A table; `rows` are cut to `most`, and what is left out is counted in `more`. */
export function tableView(block: Of<"table">, markup: Markup, most: number, command: string) {
  const rows = block.rows.slice(0, most);
  const left = block.rows.length - rows.length;
  const rest =
    left === 0
      ? block.more
      : { count: left + (block.more?.count ?? 0), command: block.more?.command ?? command };
  return {
    kind: block.kind,
    isEmpty: block.rows.length === 0,
    empty: markup.text(block.empty),
    columns: block.columns.map((column) => ({
      title: markup.text(column.title),
      right: column.align === "right",
    })),
    rows: rows.map((row) => ({ cells: cellsView(row, block, markup) })),
    total: block.total === null ? null : { cells: cellsView(block.total, block, markup) },
    more:
      rest === null
        ? false
        : {
            count: markup.cell({ kind: "count", value: rest.count }),
            command: rest.command === null ? false : markup.command(rest.command),
          },
  };
}

function cellsView(row: readonly Value[], block: Of<"table">, markup: Markup) {
  return row.map((value, index) => {
    const right = block.columns[index]?.align === "right";
    const look = lookOf(value, right);
    return { text: markup.cell(value), right, look, breaks: look === "quote" || look === "words" };
  });
}

/** How a cell is set: numbers and times never break, texts of the log get room. */
function lookOf(value: Value, right: boolean): "num" | "time" | "quote" | "words" {
  if (right) return "num";
  return value.kind === "time" || value.kind === "quote" ? value.kind : "words";
}

/** Series of bars over the same labels; `percent` is of the longest of its series. */
export function barsView(block: Of<"bars">, markup: Markup) {
  return {
    kind: block.kind,
    series: block.series.map((title) => ({ title: markup.text(title) })),
    rows: block.rows.map((row) => ({
      label: markup.cell(row.label),
      bars: row.bars.map((one) => ({
        value: markup.cell(one.value),
        bar: markup.cell({ kind: "share", value: one.share }),
      })),
    })),
  };
}

/** Points in time, each with an interval where there is one. */
export function lineView(block: Of<"line">, markup: Markup) {
  return {
    kind: block.kind,
    title: markup.text(block.title),
    hasInterval: block.points.some((point) => point.low !== null && point.high !== null),
    points: block.points.map((point) => ({
      label: markup.text(point.label),
      value: markup.cell(unitValue(point.value, block.unit)),
      interval: markup.text(intervalWords(point, block.unit, markup)),
    })),
  };
}

/** Numbered findings. `id` is fit for an anchor. */
export function listView(block: Of<"list">, markup: Markup) {
  return {
    kind: block.kind,
    items: block.items.map((item, index) => ({
      id: anchorOf(item.id),
      number: index + 1,
      ...SEVERITY[item.severity],
      mark: markup.glyphs.marks[SEVERITY[item.severity].level],
      tag: markup.text(item.tag),
      title: sentenceOf(item.title, markup),
      lines: item.lines.map((line) => sentenceOf(line, markup)),
      command: item.command === "" ? false : markup.command(item.command),
      effect: markup.text(item.effect),
    })),
  };
}

export function noteView(block: Of<"note">, markup: Markup) {
  return {
    kind: block.kind,
    term: markup.text(block.term),
    text: sentenceOf(block.text, markup),
  };
}

/** Lines as they stand, cleaned; each format fences or escapes them itself. */
export function codeText(block: Of<"code">): string {
  return cleanLines(block.text).join("\n");
}

/** The blocks of a section, its own title not said again as the term of a note. */
export function blocksOf(section: Report["sections"][number]): Block[] {
  return section.blocks.map((block) =>
    block.kind === "note" && block.term === section.title ? { ...block, term: "" } : block,
  );
}

/** The parts of a report that every such format shows in the same way. */
export function topView(report: Report, markup: Markup) {
  const { verdict } = report;
  const level = verdict?.level ?? "none";
  return {
    title: markup.text(report.title),
    heading: markup.text(report.title.charAt(0).toUpperCase() + report.title.slice(1)),
    label: markup.text(report.label),
    level,
    verdict:
      verdict === null
        ? false
        : {
            word: level === "none" ? "" : level.toUpperCase(),
            mark: markup.glyphs.marks[level],
            sentence: sentenceOf(verdict.sentence, markup),
            counts: markup.text(verdict.counts),
          },
  };
}

/** Letters, digits and hyphens only: safe in an attribute and in an address. */
export function anchorOf(id: string): string {
  return id.replace(/[^A-Za-z0-9-]+/g, "-").slice(0, 80);
}

function hasMoved(change: Change): boolean {
  return change.sign === "up" || change.sign === "down";
}
