import type { Glyphs } from "../glyphs.ts";
import { columnWidths, INDENT, rowLine, type TextCell, type TextColumn } from "./columns.ts";
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

/** The section's title stands in the header line, in place of the first column's, if it fits. */
export function gridLines(grid: Grid, frame: TextFrame): Line[] {
  const { columns, cells, heading } = grid;
  const hasTitles = columns.slice(1).some((column) => column.title !== "");
  if (heading !== null && heading.title !== "" && hasTitles) {
    const head = headingCell(heading, frame);
    const widths = widthsOf(grid, [[head], ...cells], frame);
    if ((widths[0] ?? 0) >= lineWidth(head)) {
      return [headerLine(grid, widths, head, frame.glyphs), ...rows(widths)];
    }
  }
  const first = [plain(columns[0]?.title ?? "")];
  const widths = widthsOf(grid, [[first], ...cells], frame);
  const header = hasTitles ? [headerLine(grid, widths, first, frame.glyphs)] : [];
  return [...headingLines(heading, frame), ...header, ...rows(widths)];

  function rows(widths: readonly number[]): Line[] {
    return cells.flatMap((line) => {
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
}

function widthsOf(grid: Grid, rows: readonly (readonly TextCell[])[], frame: TextFrame): number[] {
  const columns = grid.columns.map((column, index) =>
    index === 0 || grid.pairs === true ? { ...column, title: "" } : column,
  );
  return columnWidths(columns, rows, frame.columns);
}

function headerLine(grid: Grid, widths: readonly number[], first: Line, glyphs: Glyphs): Line {
  const titles = grid.columns.map((column): Line => [plain(column.title)]);
  if (grid.pairs !== true)
    return rowLine(grid.columns, widths, [first, ...titles.slice(1)], glyphs);
  const isLead = (index: number) => index === 0 || index % 2 === 1;
  const columns = grid.columns.filter((_, index) => isLead(index));
  const merged = grid.columns.flatMap((_, index) => {
    if (index === 0 || !isLead(index)) return index === 0 ? [widths[0] ?? 0] : [];
    const gap = grid.columns[index + 1]?.gap ?? 0;
    return [(widths[index] ?? 0) + gap + (widths[index + 1] ?? 0)];
  });
  const left = columns.map((column): TextColumn => ({ ...column, align: "left" }));
  const cells = [first, ...titles.slice(1).filter((_, index) => index % 2 === 0)];
  return rowLine(left, merged, cells, glyphs);
}
