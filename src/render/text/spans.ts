import type { createColors } from "picocolors";
import { NO_BREAK } from "../figure-words.ts";
import { displayWidth, head, shorten } from "../width.ts";

export type Style = "plain" | "bold" | "dim" | "red" | "yellow" | "green" | "command";

/** A piece of a line in one style. A line is a list of them. */
export interface Span {
  readonly text: string;
  readonly style: Style;
}

export type Line = readonly Span[];

export function plain(text: string): Span {
  return { text, style: "plain" };
}

export function styled(style: Style, text: string): Span {
  return { text, style };
}

export function lineWidth(line: Line): number {
  return line.reduce((sum, span) => sum + displayWidth(span.text), 0);
}

/** The line in exactly `columns` columns: filled with spaces, or shortened with `ellipsis`. */
export function fit(
  line: Line,
  columns: number,
  options: { right: boolean; ellipsis: string },
): Line {
  const width = lineWidth(line);
  if (width > columns) return fit(clip(line, columns, options.ellipsis), columns, options);
  if (width === columns) return line;
  const fill = plain(" ".repeat(columns - width));
  return options.right ? [fill, ...line] : [...line, fill];
}

/** The line in at most `columns` columns. */
export function clip(line: Line, columns: number, ellipsis: string): Line {
  if (lineWidth(line) <= columns) return line;
  const taken: Span[] = [];
  const room = Math.max(0, columns - displayWidth(ellipsis));
  let width = 0;
  for (const span of line) {
    const part = head(span.text, room - width);
    taken.push({ text: part, style: span.style });
    width += displayWidth(part);
    if (part !== span.text) break;
  }
  return [...taken, plain(shorten(ellipsis, columns, ""))];
}

/** A line as text, with the codes of its styles where `colours` has them. */
export function painter(colours: ReturnType<typeof createColors>): (line: Line) => string {
  const { bold, dim, red, yellow, green, cyan } = colours;
  const paints = { plain: (text: string) => text, bold, dim, red, yellow, green, command: cyan };
  return (line) => {
    let painted = "";
    for (const { text, style } of trimEnd(line)) painted += text === "" ? "" : paints[style](text);
    return painted.replaceAll(NO_BREAK, " ");
  };
}

/** The line without spaces at its end. */
export function trimEnd(line: Line): Span[] {
  const spans = [...line];
  for (let last = spans.pop(); last !== undefined; last = spans.pop()) {
    const text = last.text.replace(/ +$/, "");
    if (text === "") continue;
    spans.push(text === last.text ? last : { text, style: last.style });
    break;
  }
  return spans;
}
