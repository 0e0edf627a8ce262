import type { Block, Figure, Report, Section, Value } from "../../model/report.ts";
import { cleanText } from "../escape-text.ts";
import { NO_BREAK } from "../figure-words.ts";
import { SEVERITY, UNICODE } from "../glyphs.ts";
import { reportCommand } from "../report-command.ts";
import { blockLines } from "../text/block-lines.ts";
import { type Line, trimEnd } from "../text/spans.ts";
import type { TextFrame } from "../text/text-frame.ts";
import { windowWords } from "../times.ts";
import { valueWords } from "../value-words.ts";
import { displayWidth } from "../width.ts";
import { escapeMrkdwn, harmless, mrkdwnCode, mrkdwnCommand, mrkdwnLine } from "./escape-mrkdwn.ts";

type Of<Kind extends Block["kind"]> = Extract<Block, { kind: Kind }>;

/** Characters of a text from the log, of our own words, of a sentence of both. */
const QUOTE = 120;
const WORDS = 300;
const SENTENCE = 700;

/** What a message shows unwrapped beside its neighbours. */
const COLUMNS = 64;

/** The figures that a short edition is about, most wanted first; others in the report's order. */
const KEY_FIGURES = ["Calls", "Prompts you saw", "Denied", "Passthrough ratio", "Sessions"];

/** The title of a message, bold: `claude-permit 2026-W47: RED`. */
export function slackTitle(report: Report): string {
  const level = report.verdict?.level ?? "none";
  const what = level === "none" ? report.title : level.toUpperCase();
  return escapeMrkdwn(`claude-permit ${report.label}: ${what}`, 140);
}

/** Values of one sentence, escaped, cut between two of them where it grows too long. */
export function slackSentence(values: readonly Value[], report: Report): string {
  let said = "";
  for (const value of values) {
    const next = slackValue(value, report);
    if (said.length + next.length > SENTENCE) return `${said}…`;
    said += next;
  }
  return said;
}

function slackValue(value: Value, report: Report): string {
  if (value.kind === "quote") return mrkdwnCode(value.text, QUOTE);
  if (value.kind === "command") return mrkdwnCommand(value.text);
  if (value.kind === "text") return escapeMrkdwn(value.text.replaceAll(NO_BREAK, " "), WORDS);
  const words = valueWords(value, frameOf(report)).replaceAll(NO_BREAK, " ");
  return value.kind === "spark" ? mrkdwnCode(words, QUOTE) : escapeMrkdwn(words);
}

/** At most `most` findings: number, word, title, where it was, the command. */
export function slackFindings(block: Of<"list">, report: Report, most: number) {
  return block.items.slice(0, most).map((item, index) => ({
    number: index + 1,
    word: SEVERITY[item.severity].word,
    tag: escapeMrkdwn(item.tag, 20),
    title: slackSentence(item.title, report),
    place: slackSentence(placeOf(item.lines), report).trim(),
    command: item.command === "" ? "" : mrkdwnCommand(item.command),
    effect: escapeMrkdwn(item.effect, WORDS),
  }));
}

/** The last line that says on which day; a finding about the whole window has its figures first. */
function placeOf(lines: readonly (readonly Value[])[]): readonly Value[] {
  const dated = lines.findLast((line) =>
    line.some((value) => value.kind === "time" && value.style !== "clock"),
  );
  return dated ?? lines[0] ?? [];
}

/** A block as the lines of a block of code: columns that stand below each other. */
export function slackLines(block: Block, report: Report, columns = COLUMNS): string[] {
  const frame: TextFrame = { ...frameOf(report), columns, quote: harmless };
  return blockLines(block, null, frame).map((line) => mrkdwnLine(plainLine(line)));
}

/** Where columns would be cut, a table may be wider: whoever reads it can widen the window. */
const TABLE_COLUMNS = 88;

/**
 * As many rows of a table as `fits` its lines, at most `most`, the total with them; `left`: those that are not
 * shown, of the table's own among them.
 */
export function slackTable(
  block: Of<"table">,
  report: Report,
  { most, fits }: { most: number; fits: (lines: readonly string[]) => boolean },
): { lines: readonly string[]; left: number } {
  const hidden = block.more?.count ?? 0;
  let shown = Math.min(block.rows.length, most);
  while (shown > 0) {
    const table = { ...block, rows: block.rows.slice(0, shown), more: null };
    const lines = slackLines(table, report, TABLE_COLUMNS);
    if (fits(lines)) return { lines, left: block.rows.length - shown + hidden };
    // In steps of a tenth: a long table is laid out a few times, and not once for each row.
    shown -= Math.max(1, Math.floor(shown / 10));
  }
  if (block.rows.length > 0) return { lines: [], left: block.rows.length + hidden };
  // What is said instead of rows hangs below no title here.
  return { lines: slackLines(block, report).map((line) => line.trimStart()), left: hidden };
}

/** Two key figures beside each other on a line: `Calls  1,850  ≈ same    Denied  14  +9, unclear`. */
export function slackFigureLines(figures: readonly Figure[], report: Report): string[] {
  const cells = keyFigures(figures, 4).map((figure) => figureCells(figure, report));
  const widths = [0, 1].map((side) =>
    [0, 1, 2].map((part) =>
      cells.reduce(
        (most, cell, index) =>
          index % 2 === side ? Math.max(most, displayWidth(cell[part] ?? "")) : most,
        0,
      ),
    ),
  );
  const half = (index: number): string => {
    const [label = "", value = "", change = ""] = cells[index] ?? [];
    const [a = 0, b = 0, c = 0] = widths[index % 2] ?? [];
    return `${pad(label, a)}  ${pad(value, b, true)}  ${pad(change, c)}`;
  };
  const lefts = cells.flatMap((_, index) => (index % 2 === 0 ? [index] : []));
  return lefts.map((left) => {
    const right = left + 1 < cells.length ? `   ${half(left + 1)}` : "";
    return mrkdwnLine(`${half(left)}${right}`.trimEnd());
  });
}

/** At most `most` figures, the key ones first to be kept, in the report's order. */
export function keyFigures(figures: readonly Figure[], most: number): Figure[] {
  const rank = (figure: Figure): number => {
    const at = KEY_FIGURES.indexOf(figure.label);
    return at < 0 ? KEY_FIGURES.length : at;
  };
  const kept = [...figures].sort((a, b) => rank(a) - rank(b)).slice(0, most);
  return figures.filter((figure) => kept.includes(figure));
}

/** Label, value and change of a figure, cleaned and not escaped. */
export function figureCells(figure: Figure, report: Report): [string, string, string] {
  const frame = frameOf(report);
  const words = (value: Value) => valueWords(value, frame).replaceAll(NO_BREAK, " ");
  return [harmless(cleanText(figure.label)), harmless(words(figure.value)), words(figure.change)];
}

/** Which window it is about, and how much of the log's text it keeps. */
export function slackFooter(report: Report): string {
  const level = { masked: " Masked: no full paths.", counts: " Counts only: no text of the log." };
  const said =
    report.redaction === undefined || report.redaction === "full" ? "" : level[report.redaction];
  return escapeMrkdwn(`${windowWords(report.window)}.${said}`);
}

/** The command that prints all of it. */
export function slackCommand(report: Report): string {
  return mrkdwnCommand(reportCommand(report));
}

/**
 * What a message is about: of a report with a verdict the findings and figures that stand before
 * its details, of any other all but the footer.
 */
export function slackSections(report: Report): Section[] {
  const sections = report.sections.filter(
    (section) => section.id !== "coverage" && section.id !== "redaction",
  );
  if (report.verdict === null) return sections;
  return sections.flatMap((section) => {
    const blocks = section.blocks.filter(
      (block) => block.kind === "list" || block.kind === "figures",
    );
    return blocks.length === 0 ? [] : [{ ...section, blocks }];
  });
}

function frameOf(report: Report) {
  return { window: report.window, glyphs: UNICODE };
}

function plainLine(line: Line): string {
  return trimEnd(line)
    .map((span) => span.text)
    .join("")
    .replaceAll(NO_BREAK, " ");
}

function pad(text: string, columns: number, right = false): string {
  const fill = " ".repeat(Math.max(0, columns - displayWidth(text)));
  return right ? `${fill}${text}` : `${text}${fill}`;
}
