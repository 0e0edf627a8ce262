import { bar, type Glyphs, stackedBar } from "../glyphs.ts";
import { displayWidth } from "../width.ts";
import { fit, type Line, lineWidth, plain } from "./spans.ts";

/** How a column of a text table is set. */
export interface TextColumn {
  readonly title: string;
  readonly align: "left" | "right" | "bar";
  /** Spaces before it; the first column has the indent instead. */
  readonly gap: number;
  /** Columns that it takes where there is room to spare. */
  readonly least: number;
}

/** A line, or a share (0 to 1) drawn as wide as its column comes out, whole or in its parts. */
export type TextCell =
  | Line
  | { readonly share: number | null; readonly parts?: readonly number[] | undefined };

/** The space left of everything. */
export const INDENT = 1;

/** Columns of a bar where there is room. */
const BAR_COLUMNS = 20;

/**
 * Widths for the cells as they come, cut back where the line would be longer than `columns`:
 * bars first, then the widest of the words, numbers last.
 */
export function columnWidths(
  columns: readonly TextColumn[],
  rows: readonly (readonly TextCell[])[],
  lineColumns: number,
): number[] {
  const contents = columns.map((_, index) =>
    rows.reduce((most, row) => Math.max(most, cellWidth(row[index] ?? [])), 0),
  );
  const widths = columns.map(({ title }, index) =>
    Math.max(displayWidth(title), contents[index] ?? 0),
  );
  const gaps = columns.slice(1).reduce((sum, column) => sum + column.gap, INDENT);
  let room = widths.reduce((left, width) => left - width, lineColumns - gaps);
  columns.forEach((column, index) => {
    const wanted = Math.max(0, Math.min(room, column.least - (widths[index] ?? 0)));
    widths[index] = (widths[index] ?? 0) + wanted;
    room -= wanted;
  });
  for (const { align, floor } of STEPS) {
    const floors = columns.map((column, index) => {
      if (column.align !== align) return Number.POSITIVE_INFINITY;
      return floor === "content" ? (contents[index] ?? 0) : floor;
    });
    while (room < 0 && narrow(widths, floors)) room += 1;
  }
  return widths;
}

/** One row of a table as one line. */
export function rowLine(
  columns: readonly TextColumn[],
  widths: readonly number[],
  row: readonly TextCell[],
  glyphs: Glyphs,
): Line {
  return columns.flatMap((column, index) => {
    const gap = plain(" ".repeat(index === 0 ? INDENT : column.gap));
    const width = widths[index] ?? 0;
    const cell = row[index] ?? [];
    const line = "share" in cell ? [plain(drawn(cell, width, glyphs))] : cell;
    const options = { right: column.align === "right", ellipsis: glyphs.ellipsis };
    return [gap, ...fit(line, width, options)];
  });
}

function drawn({ share, parts }: Exclude<TextCell, Line>, width: number, glyphs: Glyphs): string {
  return parts === undefined ? bar(share, width, glyphs) : stackedBar(parts, width, glyphs);
}

function cellWidth(cell: TextCell): number {
  return "share" in cell ? BAR_COLUMNS : lineWidth(cell);
}

/** What gives way, in order, and down to what. `content`: the title is cut, the cells are not. */
const STEPS: readonly { align: TextColumn["align"]; floor: number | "content" }[] = [
  { align: "bar", floor: 8 },
  { align: "left", floor: 12 },
  { align: "bar", floor: 3 },
  { align: "right", floor: "content" },
  { align: "left", floor: 5 },
  { align: "right", floor: 1 },
  { align: "left", floor: 1 },
];

/** Takes one column from the widest that is above its floor; false where none is. */
function narrow(widths: number[], floors: readonly number[]): boolean {
  let widest = -1;
  widths.forEach((width, index) => {
    if (width > (floors[index] ?? 0) && width > (widths[widest] ?? 0)) widest = index;
  });
  const width = widths[widest];
  if (width === undefined) return false;
  widths[widest] = width - 1;
  return true;
}
