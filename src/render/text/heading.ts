import type { Value } from "../../model/report.ts";
import { cleanText } from "../escape-text.ts";
import { INDENT } from "./columns.ts";
import { type Line, lineWidth, plain, styled } from "./spans.ts";
import { sentence, type TextFrame } from "./text-frame.ts";
import { wrap } from "./wrap.ts";

/** The title of a section, waiting for its first block: tables take it into their header. */
export interface Heading {
  /** In capitals. */
  readonly title: string;
  readonly summary: readonly Value[];
}

/** Columns of the word before a note, the spaces after it among them. */
const TERM_COLUMNS = 12;

/** Title and summary in one piece, without the indent. */
export function headingCell(heading: Heading, frame: TextFrame): Line {
  const title = styled("bold", heading.title);
  if (heading.summary.length === 0) return [title];
  return [title, plain("  "), ...sentence(heading.summary, frame)];
}

/** The heading on lines of its own; none where there is no title. */
export function headingLines(heading: Heading | null, frame: TextFrame): Line[] {
  if (heading === null || heading.title === "") return [];
  const lead = [styled("bold", heading.title)];
  return hanging(lead, sentence(heading.summary, frame), { start: 0, frame });
}

/** A word and the text that goes with it, as in a list of definitions. */
export function termLines(term: string, text: Line, frame: TextFrame): Line[] {
  return hanging([styled("bold", cleanText(term))], text, { start: TERM_COLUMNS, frame });
}

/** Text at the indent, wrapped. */
export function paragraph(text: Line, frame: TextFrame): Line[] {
  const indent = plain(" ".repeat(INDENT));
  return wrap(text, frame.columns - INDENT).map((line) => [indent, ...line]);
}

/**
 * `lead`, then `text` with every line of it at column `start` after the indent; where the lead is
 * longer than that, its first line starts right after the lead.
 */
export function hanging(
  lead: Line,
  text: Line,
  options: { start: number; frame: TextFrame },
): Line[] {
  const start = options.start === 0 ? 2 : options.start;
  const width = lineWidth(lead);
  const from = width === 0 ? start : Math.max(options.start, width + (options.start === 0 ? 2 : 1));
  const room = options.frame.columns - INDENT;
  const [first = [], ...rest] = wrap(text, room - start, Math.max(8, room - from));
  const indent = (columns: number) => plain(" ".repeat(columns));
  return [
    [indent(INDENT), ...lead, indent(from - width), ...first],
    ...rest.map((line) => [indent(INDENT + start), ...line]),
  ];
}
