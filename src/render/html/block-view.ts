import { EVERYTHING } from "../../model/cube.ts";
import type { Block, Report } from "../../model/report.ts";
import type { Markup } from "../markup.ts";
import { unitOf, unitValue } from "../value-words.ts";
import { barsView, codeText, figuresView, lineView, listView, noteView } from "../views.ts";
import { usualWords } from "./backdrop.ts";
import { barsCharts, dayChart, lineCharts } from "./chart.ts";
import { callsOf, dayCounts, LAYERS } from "./day-layers.ts";
import { escapeHtml } from "./escape-html.ts";
import { byDayAndTier, knownDays } from "./report-days.ts";
import { sparkColumns, sparkTitle } from "./spark.ts";
import { htmlTable, type Limit } from "./table.ts";

type Of<Kind extends Block["kind"]> = Extract<Block, { kind: Kind }>;

/** Where a block stands, and how much of it there is room for. */
export interface Context {
  readonly report: Report;
  readonly markup: Markup;
  readonly limit: Limit;
  /** Unique on the page, fit for an anchor. */
  readonly name: string;
  /** What the section is called, for who hears the page. */
  readonly title: string;
  /** Whether a table of the section follows the block. */
  readonly isTold: boolean;
}

/** What the partial of a block sees. */
export function blockView(block: Block, context: Context) {
  const { markup, title } = context;
  switch (block.kind) {
    case "figures":
      return { ...figureViews(block, markup), name: title };
    case "table":
      return htmlTable(block, context);
    case "bars":
      // The parts of a bar stand in the table below it.
      return {
        ...barsViews(block, context),
        name: title,
        hasNumbers: block.parts === undefined || !context.isTold,
      };
    case "line":
      return lineViews(block, { markup, title });
    case "list":
      return listView(block, markup);
    case "code":
      return { kind: block.kind, text: codeLines(block) };
    case "note":
      return noteView(block, markup);
  }
}

/** Bars by day are drawn as columns by layer, where the cube knows who decided. */
function barsViews(block: Of<"bars">, { report, markup }: Context) {
  const { cube } = report;
  if (cube === undefined || block.days !== true) {
    return { ...barsView(block, markup), charts: barsCharts(block, markup), byDay: false };
  }
  const { backdrop } = block;
  const usual = usualWords(backdrop, "count", markup);
  const cells = byDayAndTier(cube.cells);
  const days = dayCounts({ ...cube, cells }, cube.days.length, EVERYTHING, knownDays(report));
  const labels = block.rows.map((row) => markup.cell(row.label));
  const cell = (value: number | null) => markup.cell({ kind: "count", value });
  const rows = days.map((day, index) => ({
    label: labels[index] ?? "",
    day: index,
    calls: cell(callsOf(day)),
    layers: LAYERS.map((_, layer) => cell(day?.layers[layer] ?? null)),
    prompts: cell(day?.prompts ?? null),
    usual: usual?.[index] ?? false,
  }));
  return {
    kind: block.kind,
    byDay: { layers: LAYERS.map(({ name }) => ({ name })), rows, usual: usual !== undefined },
    charts: [dayChart(days, { labels, backdrop }, markup)],
  };
}

function lineViews(block: Of<"line">, { markup, title }: Pick<Context, "markup" | "title">) {
  const usual = usualWords(block.backdrop, block.unit, markup);
  const view = lineView(block, markup);
  return {
    ...view,
    points: view.points.map((point, index) => ({ ...point, usual: usual?.[index] ?? false })),
    usual: usual !== undefined,
    charts: lineCharts(block, markup),
    name: title,
  };
}

/** Line breaks are all that stays of the form of a block of code. */
function codeLines(block: Of<"code">): string {
  return codeText(block).split("\n").map(escapeHtml).join("\n");
}

function figureViews(block: Of<"figures">, markup: Markup) {
  const view = figuresView(block, markup);
  return {
    ...view,
    figures: view.figures.map((figure, index) => {
      const given = block.figures[index];
      const values = given?.spark ?? [];
      const unit = given === undefined ? "count" : unitOf(given.value);
      const words = values.map((one) => markup.cell(unitValue(one, unit)));
      return {
        ...figure,
        measure: given?.measure ?? false,
        columns: sparkColumns(values),
        sparkTitle: sparkTitle(figure.label, values, words),
        words: words.join(", "),
      };
    }),
  };
}
