import type { Block, Report, Value } from "../../model/report.ts";
import { cleanText } from "../escape-text.ts";
import { NO_BREAK } from "../figure-words.ts";
import { bar, UNICODE } from "../glyphs.ts";
import { type Markup, sentenceOf } from "../markup.ts";
import { reportCommand } from "../report-command.ts";
import { windowWords } from "../times.ts";
import { valueWords } from "../value-words.ts";
import {
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
import { codeCell, codeSpan, escapeMarkdown, fenceFor } from "./escape-markdown.ts";
import { foldLine } from "./fold-line.ts";
import { barsGrid, lineGrid, tableGrid } from "./grid.ts";

/** Characters of a text from the log: in the cell of a table, and in a sentence. */
const CELL = 80;
const QUOTE = 400;
const BAR_COLUMNS = 20;

/** What the templates see; tables have at most `mostRows` rows, and sections fold where asked. */
export function markdownView(report: Report, options: { mostRows: number; folds: boolean }) {
  const markup = markdownMarkup(report);
  const limit = { mostRows: options.mostRows, command: reportCommand(report) };
  return {
    ...topView(report, markup),
    window: markup.text(windowWords(report.window)),
    sections: report.sections.map((section) => ({
      fold: options.folds && section.fold && section.title !== "" && foldLine(section, markup),
      title: markup.text(section.title),
      summary: sentenceOf(section.summary, markup),
      blocks: blocksOf(section).map((block) => blockView(block, markup, limit)),
    })),
  };
}

function markdownMarkup(report: Report): Markup {
  const frame = { window: report.window, glyphs: UNICODE };
  const words = (value: Value) => valueWords(value, frame).replaceAll(NO_BREAK, " ");
  return {
    ...frame,
    text: (text) => escapeMarkdown(text.replaceAll(NO_BREAK, " ")),
    command: (text) => codeSpan(text),
    inline: (value) => {
      if (value.kind === "quote") return codeSpan(value.text, QUOTE);
      if (value.kind === "command") return codeSpan(value.text);
      return value.kind === "spark" ? codeSpan(words(value)) : plain(value);
    },
    cell: (value) => {
      if (value.kind === "quote") return codeCell(value.text, CELL);
      if (value.kind === "command") return codeCell(value.text, QUOTE);
      return value.kind === "spark" ? codeSpan(words(value)) : plain(value);
    },
  };

  function plain(value: Value): string {
    if (value.kind === "text") return escapeMarkdown(value.text);
    if (value.kind !== "share") return words(value);
    const drawn = bar(value.value, BAR_COLUMNS, UNICODE);
    return drawn === "" ? "" : codeSpan(drawn);
  }
}

function blockView(block: Block, markup: Markup, limit: { mostRows: number; command: string }) {
  switch (block.kind) {
    case "figures":
      return figuresView(block, markup);
    case "table": {
      const view = tableView(block, markup, limit.mostRows, limit.command);
      return { ...view, grid: tableGrid(view) };
    }
    case "bars":
      return { kind: block.kind, grid: barsGrid(barsView(block, markup)) };
    case "line": {
      const view = lineView(block, markup);
      return { ...view, grid: lineGrid(view) };
    }
    case "list":
      return { kind: block.kind, items: itemsView(block, markup) };
    case "code":
      return { kind: block.kind, fence: fenceFor(block.text), text: codeText(block) };
    case "note":
      return noteView(block, markup);
  }
}

/** A finding's command stands in a fence, indented as far as the item's number is wide. */
function itemsView(block: Extract<Block, { kind: "list" }>, markup: Markup) {
  return listView(block, markup).items.map((item, index) => {
    const command = cleanText(block.items[index]?.command ?? "");
    return {
      ...item,
      // Five spaces after the hyphen would make the line a block of code.
      lines: item.lines.map((line) => line.trimStart()),
      indent: " ".repeat(`${item.number}. `.length),
      command,
      fence: fenceFor(command),
    };
  });
}
