import type { Glyphs } from "../glyphs.ts";
import { INDENT, layOut, rowLine, type TextCell, type TextColumn } from "./columns.ts";
import { type Heading, headingCell, headingLines } from "./heading.ts";
import { clip, type Line, lineWidth, plain } from "./spans.ts";
import type { TextFrame } from "./text-frame.ts";

/** What every table in text is: columns, rows, and a heading that its header line may hold. */
export interface Grid {
  readonly columns: readonly TextColumn[];
  readonly cells: readonly (readonly TextCell[])[];
  readonly heading: Heading | null;
  /** A first cell that would be cut stands on a line of its own, so that no two look alike. */
  readonly wholeFirst?: true;
  /** Titles over two columns each, a number and its bar; the first column stands alone. */
  readonly pairs?: true;
}

/** Columns as they come out: with the spaces that are left before each, and their widths. */
interface Laid {
  readonly columns: readonly TextColumn[];
  readonly widths: readonly number[];
}

/**
 * The section's title stands in the header line, in place of the first column's, if it fits and
 * that column holds words.
 */
export function gridLines(grid: Grid, frame: TextFrame): Line[] {
  const { columns, cells, heading } = grid;
  const [lead] = columns;
  const hasTitles = columns.slice(1).some((column) => column.title !== "");
  if (heading !== null && heading.title !== "" && hasTitles && lead?.align === "left") {
    const head = headingCell(heading, frame);
    const laid = laidOut(grid, [[head], ...cells], frame);
    if ((laid.widths[0] ?? 0) >= lineWidth(head)) {
      return [headerLine(grid, laid, head, frame.glyphs), ...rowLines(grid, laid, frame)];
    }
  }
  const title = [plain(lead?.title ?? "")];
  const laid = laidOut(grid, [[title], ...cells], frame);
  // Where its cells stand alone, a column may have no room for its title.
  const first = lineWidth(title) > (laid.widths[0] ?? 0) ? [] : title;
  const header = hasTitles ? [headerLine(grid, laid, first, frame.glyphs)] : [];
  return [...headingLines(heading, frame), ...header, ...rowLines(grid, laid, frame)];
}

function rowLines(grid: Grid, { columns, widths }: Laid, frame: TextFrame): Line[] {
  return grid.cells.flatMap((line) => {
    const [first = [], ...others] = line;
    const isCut = !("share" in first) && lineWidth(first) > (widths[0] ?? 0);
    if (grid.wholeFirst !== true || !isCut) return [rowLine(columns, widths, line, frame.glyphs)];
    const alone = [plain(" ".repeat(INDENT)), ...first];
    return [
      clip(alone, frame.columns, frame.glyphs.ellipsis),
      rowLine(columns, widths, [[], ...others], frame.glyphs),
    ];
  });
}

function laidOut(grid: Grid, rows: readonly (readonly TextCell[])[], frame: TextFrame): Laid {
  const measured = grid.columns.map((column, index) => ({
    ...column,
    ...(index === 0 || grid.pairs === true ? { title: "" } : {}),
    alone: index === 0 && grid.wholeFirst === true,
  }));
  const { widths, gaps } = layOut(measured, rows, frame.columns);
  const columns = grid.columns.map((column, index) => ({ ...column, gap: gaps[index] ?? 0 }));
  return { columns, widths };
}

function headerLine(grid: Grid, laid: Laid, first: Line, glyphs: Glyphs): Line {
  const { widths } = laid;
  const titles = laid.columns.map((column): Line => [plain(column.title)]);
  if (grid.pairs !== true)
    return rowLine(laid.columns, widths, [first, ...titles.slice(1)], glyphs);
  const isLead = (index: number) => index === 0 || index % 2 === 1;
  const columns = laid.columns.filter((_, index) => isLead(index));
  const merged = laid.columns.flatMap((_, index) => {
    if (index === 0 || !isLead(index)) return index === 0 ? [widths[0] ?? 0] : [];
    const gap = laid.columns[index + 1]?.gap ?? 0;
    return [(widths[index] ?? 0) + gap + (widths[index + 1] ?? 0)];
  });
  const left = columns.map((column): TextColumn => ({ ...column, align: "left" }));
  const cells = [first, ...titles.slice(1).filter((_, index) => index % 2 === 0)];
  return rowLine(left, merged, cells, glyphs);
}
