import type { Block, Report, Value } from "../../model/report.ts";
import { cleanText } from "../escape-text.ts";
import { highestOf, type Level, UNICODE } from "../glyphs.ts";
import { escapeSigns } from "../html/escape-html.ts";
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
import { shorten } from "../width.ts";
import { defang } from "./defang.ts";
import { mailReport } from "./mail-report.ts";
import { mailPreheader } from "./subject.ts";

type Of<Kind extends Block["kind"]> = Extract<Block, { kind: Kind }>;

/** Characters of a text from the log. */
const QUOTE = 200;

const CODE = "font-family:Menlo,Consolas,monospace;font-size:93%;word-break:break-word";

/** Each class of the templates repeats its colour for the dark; here is the light. */
const COLOURS = {
  red: { tint: "#FBE9E7", tone: "#B3261E" },
  amber: { tint: "#FFF4DC", tone: "#8A5A00" },
  green: { tint: "#E6F4EA", tone: "#1A6B3C" },
  none: { tint: "#FFFFFF", tone: "#59636E" },
} as const satisfies Record<Level, { tint: string; tone: string }>;

/** Keeps the text of the page out of the line that a mail program shows beside the subject. */
const PADDING = "&#847;&zwnj;&nbsp;".repeat(60);

/** What the templates of a mail see; tables have at most `mostRows` rows. */
export function emailView(report: Report, mostRows: number) {
  const markup = emailMarkup(report);
  const limit = { mostRows, command: reportCommand(report) };
  return {
    ...topView(report, markup),
    ...COLOURS[report.verdict?.level ?? "none"],
    window: markup.text(windowWords(report.window)),
    preheader: markup.text(mailPreheader(report)),
    padding: PADDING,
    sections: mailReport(report).sections.map((section) => ({
      title: markup.text(section.title),
      summary: sentenceOf(section.summary, markup),
      blocks: blocksOf(section).map((block) => blockView(block, markup, limit)),
    })),
  };
}

/**
 * Mail programs make links of what looks like one. Text from the log is defanged, and what
 * joins its parts stands in an element of its own, so that no name is whole.
 */
function emailMarkup(report: Report): Markup {
  const frame = { window: report.window, glyphs: UNICODE };
  const write = (value: Value): string => {
    if (value.kind === "quote") return code(defang(shorten(cleanText(value.text), QUOTE)));
    if (value.kind === "command") return code(cleanText(value.text));
    if (value.kind === "text") return unlinked(defang(cleanText(value.text)));
    if (value.kind === "share") return barMarkup(value.value);
    return escapeSigns(valueWords(value, frame));
  };
  return {
    ...frame,
    text: (words) => unlinked(defang(cleanText(words))),
    inline: write,
    cell: write,
    command: (words) => unlinked(cleanText(words)),
  };
}

/** What joins the parts of an address: `a.b`, `a@b`, `https://`, `mailto:a`. */
const JOINTS = /(?<=\S)[.@](?=\S)|(?<=[a-z]):(?=\S)/gi;

function unlinked(text: string): string {
  return escapeSigns(text).replace(JOINTS, "<span>$&</span>");
}

function code(text: string): string {
  return `<code style="${CODE}">${unlinked(text)}</code>`;
}

/** A bar as the cells of a table: no program drops those. */
function barMarkup(share: number | null): string {
  const percent = Math.round(Math.min(1, Math.max(0, share ?? 0)) * 100);
  if (percent === 0 && (share ?? 0) <= 0) return "";
  const filled = `<td class="bar" width="${Math.max(1, percent)}%" height="10" bgcolor="#5B8DB8" style="font-size:0;line-height:0">&nbsp;</td>`;
  const empty = percent >= 100 ? "" : `<td style="font-size:0;line-height:0">&nbsp;</td>`;
  return `<table role="presentation" width="80" cellpadding="0" cellspacing="0" border="0"><tr>${filled}${empty}</tr></table>`;
}

function blockView(block: Block, markup: Markup, limit: { mostRows: number; command: string }) {
  switch (block.kind) {
    case "figures":
      return { kind: block.kind, rows: figurePairs(block, markup) };
    case "table":
      return narrowTable(tableView(block, markup, limit.mostRows, limit.command));
    case "bars":
      return barsView(block, markup);
    case "line":
      return lineRows(block, markup);
    case "list":
      return { kind: block.kind, items: listView(block, markup).items.map(withTone) };
    case "code":
      return { kind: block.kind, lines: codeText(block).split("\n").map(markup.text) };
    case "note":
      return noteView(block, markup);
  }
}

/** A telephone shows words, the first number and times; what is `wide` waits for more room. */
function narrowTable(view: ReturnType<typeof tableView>) {
  const firstNumber = view.columns.findIndex((column) => column.right);
  const mark = <Part extends { right: boolean }>(parts: readonly Part[]) =>
    parts.map((part, index) => ({ ...part, wide: part.right && index > firstNumber }));
  const texts = view.rows[0]?.cells.filter((cell) => cell.breaks).length ?? 0;
  return {
    ...view,
    // Words of one or two columns break between syllables of a name rather than anywhere; beside
    // more numbers there is less room for them where a program shows what is `wide` as well.
    least: texts <= 2 ? leastWords(view.columns.length) : 0,
    columns: mark(view.columns),
    rows: view.rows.map((row) => ({ cells: mark(row.cells) })),
    total: view.total === null ? null : { cells: mark(view.total.cells) },
  };
}

/** So many columns are as wide as a telephone, whatever stands in them. */
const MANY_COLUMNS = 6;

function leastWords(columns: number): number {
  return columns < MANY_COLUMNS ? 56 : 32;
}

function withTone<Item extends { level: Level }>(item: Item) {
  return { ...item, tone: COLOURS[item.level].tone };
}

/** The scorecard, two figures a row. */
function figurePairs(block: Of<"figures">, markup: Markup) {
  const { figures } = figuresView(block, markup);
  const shown = figures.map((figure, index) => ({
    ...figure,
    columns: sparkColumns(block.figures[index]?.spark ?? []),
  }));
  const lefts = shown.filter((_, index) => index % 2 === 0);
  return lefts.map((left, index) => ({
    cells: [left, ...shown.slice(2 * index + 1, 2 * index + 2)],
  }));
}

function sparkColumns(values: readonly (number | null)[]) {
  const highest = highestOf(values);
  return values.map((value, index) => ({
    height: value === null || highest === 0 ? 1 : Math.max(1, Math.round((value / highest) * 28)),
    isLast: index === values.length - 1,
    isGap: value === null,
  }));
}

function lineRows(block: Of<"line">, markup: Markup) {
  const view = lineView(block, markup);
  const highest = highestOf(block.points.map((point) => point.value));
  const points = view.points.map((point, index) => {
    const value = block.points[index]?.value ?? null;
    const share = value === null || highest === 0 ? null : value / highest;
    return { ...point, bar: barMarkup(share) };
  });
  return { ...view, points };
}
