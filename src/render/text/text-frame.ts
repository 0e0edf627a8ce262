import type { Value } from "../../model/report.ts";
import { cleanText } from "../escape-text.ts";
import { NO_BREAK } from "../figure-words.ts";
import type { Level } from "../glyphs.ts";
import { type Frame, valueWords } from "../value-words.ts";
import { shorten } from "../width.ts";
import { type Line, plain, type Style, styled } from "./spans.ts";

/** What the text edition of a report is laid out for. */
export interface TextFrame extends Frame {
  readonly columns: number;
  /** What is done to text from the log after cleaning; mail makes links harmless. */
  readonly quote: (text: string) => string;
}

/** Colour repeats what the mark says. */
export const LEVEL_STYLE = {
  red: "red",
  amber: "yellow",
  green: "green",
  none: "dim",
} as const satisfies Record<Level, Style>;

/** Columns of a text from the log, three lines; what stands in a table is cut to its column besides. */
const QUOTE = 220;

/** A value as it stands in a line. A share is drawn by the table that holds it. */
export function valueLine(value: Value, frame: TextFrame): Line {
  if (value.kind === "command") return [styled("command", valueWords(value, frame))];
  if (value.kind === "quote") {
    return [plain(frame.quote(shorten(cleanText(value.text), QUOTE, frame.glyphs.ellipsis)))];
  }
  const words = valueWords(value, frame);
  return value.kind === "ratio" || value.kind === "duration" ? withUnit(words) : [plain(words)];
}

/** The values of one sentence, joined as they stand. */
export function sentence(values: readonly Value[], frame: TextFrame): Line {
  return values.flatMap((value) => valueLine(value, frame));
}

function withUnit(words: string): Line {
  const at = words.indexOf(NO_BREAK);
  if (at < 0 || words.includes(NO_BREAK, at + 1)) return [plain(words)];
  return [plain(words.slice(0, at)), styled("dim", words.slice(at))];
}
