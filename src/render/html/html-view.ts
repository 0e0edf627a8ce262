import { EVERYTHING } from "../../model/cube.ts";
import type { Block, Report, Value } from "../../model/report.ts";
import { cleanText } from "../escape-text.ts";
import { UNICODE } from "../glyphs.ts";
import { type Markup, sentenceOf } from "../markup.ts";
import { reportCommand } from "../report-command.ts";
import { windowWords } from "../times.ts";
import { unitOf, unitValue, valueWords } from "../value-words.ts";
import {
  anchorOf,
  barsView,
  blocksOf,
  codeText,
  figuresView,
  lineView,
  listView,
  noteView,
  topView,
} from "../views.ts";
import { shorten } from "../width.ts";
import { usualTop, usualWords } from "./backdrop.ts";
import { barsCharts, dayChart, lineCharts } from "./chart.ts";
import { callsOf, dayCounts, LAYERS } from "./day-layers.ts";
import { escapeHtml, escapeSigns } from "./escape-html.ts";
import { filterView } from "./filter-view.ts";
import { jsonIsland } from "./json-island.ts";
import { pageScript } from "./page-script.ts";
import { sparkColumns, sparkTitle } from "./spark.ts";
import { htmlTable, type Limit } from "./table.ts";
import { timelineView, withTimelines } from "./timeline.ts";

type Section = Report["sections"][number];
type Of<Kind extends Block["kind"]> = Extract<Block, { kind: Kind }>;

/** Characters of a text from the log. */
const QUOTE = 300;

/** Sections that are worth a look even where they may be folded. */
const OPEN: readonly Block["kind"][] = ["bars", "line"];

/** Where a block stands, and how much of it there is room for. */
interface Context {
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

/** What the templates of the page see, within a limit of rows and entries. */
export function htmlView(report: Report, most: Omit<Limit, "command">) {
  const markup = htmlMarkup(report);
  const limit = { ...most, command: reportCommand(report) };
  const days = dayLabels(report, markup);
  const filter = days.length === 0 ? false : filterView(report, days, markup);
  const first = report.sections.findIndex((section) => !isAboveFilter(section));
  return {
    ...topView(report, markup),
    window: markup.text(windowWords(report.window)),
    script: pageScript(),
    data: filter === false ? false : jsonIsland(pageData(report)),
    filter,
    sections: report.sections.map((section, index) => ({
      ...sectionView(section, { report, markup, limit }),
      filter: index === first ? filter : false,
    })),
  };
}

/** The verdict and the findings never change with the filter: it stands below them. */
function isAboveFilter(section: Section): boolean {
  return section.blocks.some((block) => block.kind === "list");
}

function sectionView(section: Section, context: Pick<Context, "report" | "markup" | "limit">) {
  const { markup } = context;
  const kinds = section.blocks.map((block) => block.kind);
  const id = anchorOf(section.id);
  const title = markup.text(section.title);
  return {
    id,
    title,
    summary: sentenceOf(section.summary, markup),
    folds: section.fold && section.title !== "",
    opens:
      section.id === "denied" || kinds.some((kind) => OPEN.includes(kind)) || hasSteps(section),
    isNotes: isDefinitions(section),
    blocks: withTimelines(blocksOf(section)).map((block, index, all) => {
      const suffix = index === 0 ? "" : ` ${index + 1}`;
      const spoken = `${title === "" ? id : title}${suffix}`;
      if (block.kind === "timeline") return timelineView(block, spoken, markup);
      const isTold = all[index + 1]?.kind === "table";
      return blockView(block, { ...context, name: `${id}-${index + 1}`, title: spoken, isTold });
    }),
  };
}

function hasSteps({ blocks }: Section): boolean {
  return blocks.some((block) => block.kind === "note" && block.step !== undefined);
}

/** What the script counts with: the cells, and which days have no data yet. */
function pageData(report: Report) {
  const { cube } = report;
  return {
    tiers: cube?.tiers ?? [],
    days: cube?.days.length ?? 0,
    missing: missingDays(report),
    usual: usualTop(dayBars(report)?.backdrop),
    cells: cube?.cells ?? [],
  };
}

function dayBars(report: Report): Of<"bars"> | undefined {
  const blocks = report.sections.flatMap((section) => section.blocks);
  return blocks.flatMap((block) => (block.kind === "bars" && block.days ? [block] : []))[0];
}

/** The days of the cube in words; where no chart says them, their dates. */
function dayLabels(report: Report, markup: Markup): string[] {
  const bars = dayBars(report);
  if (bars !== undefined) return bars.rows.map((row) => markup.cell(row.label));
  return (report.cube?.days ?? []).map((day) => markup.text(day));
}

/** Days of the window that are yet to come. */
function missingDays(report: Report): number[] {
  const rows = dayBars(report)?.rows ?? [];
  return rows.flatMap(({ bars: [calls] }, index) =>
    calls?.value.kind === "count" && calls.value.value === null ? [index] : [],
  );
}

/**
 * Words with what they mean, in any order: they fit beside each other. A note without a word goes
 * on from the one before, and what unfolds is read downwards.
 */
function isDefinitions({ blocks, fold }: Section): boolean {
  const areNotes = blocks.every((block) => block.kind === "note" && block.term !== "");
  return areNotes && blocks.length > 1 && !fold;
}

function htmlMarkup(report: Report): Markup {
  const frame = { window: report.window, glyphs: UNICODE };
  const write = (value: Value): string => {
    if (value.kind === "text") return escapeHtml(value.text);
    if (value.kind === "quote") {
      return `<code>${escapeSigns(shorten(cleanText(value.text), QUOTE))}</code>`;
    }
    if (value.kind === "command") return `<code class="command">${escapeHtml(value.text)}</code>`;
    if (value.kind === "share") return barMarkup(value.value);
    return escapeSigns(valueWords(value, frame));
  };
  return {
    ...frame,
    text: escapeHtml,
    inline: write,
    cell: write,
    command: escapeHtml,
  };
}

function barMarkup(share: number | null): string {
  const width = Math.round(Math.min(1, Math.max(0, share ?? 0)) * 1000) / 10;
  return `<span class="bar"><span style="width:${width}%"></span></span>`;
}

function blockView(block: Block, context: Context) {
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
  const days = dayCounts(cube, cube.days.length, EVERYTHING, missingDays(report));
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
