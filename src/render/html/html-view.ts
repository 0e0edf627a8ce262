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
  tableView,
  topView,
} from "../views.ts";
import { shorten } from "../width.ts";
import { barsCharts, lineCharts } from "./chart.ts";
import { escapeHtml, escapeSigns } from "./escape-html.ts";
import { sparkColumns } from "./spark.ts";

type Section = Report["sections"][number];
type Of<Kind extends Block["kind"]> = Extract<Block, { kind: Kind }>;

/** Characters of a text from the log. */
const QUOTE = 300;

/** Sections that are worth a look even where they may be folded. */
const OPEN: readonly Block["kind"][] = ["bars", "line"];

/** What the templates of the page see; tables have at most `mostRows` rows. */
export function htmlView(report: Report, mostRows: number) {
  const markup = htmlMarkup(report);
  const limit = { mostRows, command: reportCommand(report) };
  return {
    ...topView(report, markup),
    window: markup.text(windowWords(report.window)),
    sections: report.sections.map((section) => sectionView(section, markup, limit)),
  };
}

function sectionView(
  section: Section,
  markup: Markup,
  limit: { mostRows: number; command: string },
) {
  const kinds = section.blocks.map((block) => block.kind);
  return {
    id: anchorOf(section.id),
    title: markup.text(section.title),
    summary: sentenceOf(section.summary, markup),
    folds: section.fold && section.title !== "",
    opens: section.id === "denied" || kinds.some((kind) => OPEN.includes(kind)),
    isNotes: isDefinitions(section),
    blocks: blocksOf(section).map((block) => blockView(block, markup, limit)),
  };
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

function blockView(block: Block, markup: Markup, limit: { mostRows: number; command: string }) {
  switch (block.kind) {
    case "figures":
      return figureViews(block, markup);
    case "table":
      return tableView(block, markup, limit.mostRows, limit.command);
    case "bars":
      return { ...barsView(block, markup), charts: barsCharts(block, markup) };
    case "line":
      return { ...lineView(block, markup), charts: lineCharts(block, markup) };
    case "list":
      return listView(block, markup);
    case "code":
      return { kind: block.kind, text: codeLines(block) };
    case "note":
      return noteView(block, markup);
  }
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
      const values = block.figures[index]?.spark ?? [];
      return { ...figure, columns: sparkColumns(values), words: sparkWords(block, index, markup) };
    }),
  };
}

function sparkWords(block: Of<"figures">, index: number, markup: Markup): string {
  const figure = block.figures[index];
  if (figure === undefined) return "";
  const unit = unitOf(figure.value);
  return figure.spark.map((one) => markup.cell(unitValue(one, unit))).join(", ");
}
