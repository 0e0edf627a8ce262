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
  /** Its cells say nothing once they are cut: a change, a time, `31 of 602`. */
  readonly whole?: boolean;
  /** A cell of it that does not fit stands on a line of its own. */
  readonly alone?: boolean;
}

/** A line, or a share (0 to 1) drawn as wide as its column comes out, whole or in its parts. */
export type TextCell =
  | Line
  | { readonly share: number | null; readonly parts?: readonly number[] | undefined };

/** The space left of everything. */
export const INDENT = 1;

/** Columns of a bar where there is room. */
const BAR_COLUMNS = 20;

/** How wide the columns come out, and the spaces before each. */
interface Layout {
  readonly widths: readonly number[];
  readonly gaps: readonly number[];
}

/**
 * Widths for the cells as they come, cut back where the line would be longer than `columns`:
 * bars first, then the widest of the words, then the spaces in between; titles over numbers and
 * what says nothing once it is cut last.
 */
export function layOut(
  columns: readonly TextColumn[],
  rows: readonly (readonly TextCell[])[],
  lineColumns: number,
): Layout {
  const contents = columns.map((_, index) =>
    rows.reduce((most, row) => Math.max(most, cellWidth(row[index] ?? [])), 0),
  );
  const widths = columns.map(({ title }, index) =>
    Math.max(displayWidth(title), contents[index] ?? 0),
  );
  const gaps = columns.map((column, index) => (index === 0 ? INDENT : column.gap));
  const used = sum(widths) + sum(gaps);
  let room = lineColumns - used;
  columns.forEach((column, index) => {
    const wanted = Math.max(0, Math.min(room, column.least - (widths[index] ?? 0)));
    widths[index] = (widths[index] ?? 0) + wanted;
    room -= wanted;
  });
  for (const step of STEPS) {
    if (step === "gaps") {
      if (room >= 0) continue;
      room += sum(gaps.map((gap) => gap - 1));
      gaps.fill(1);
      continue;
    }
    const floors = columns.map((column, index) => {
      if (!step.of(column)) return Number.POSITIVE_INFINITY;
      return step.floor === "content" ? (contents[index] ?? 0) : step.floor;
    });
    while (room < 0 && narrow(widths, floors)) room += 1;
  }
  // What the spaces gave and nobody needed.
  columns.forEach((column, index) => {
    const cut = Math.max(displayWidth(column.title), contents[index] ?? 0) - (widths[index] ?? 0);
    const given = isWords(column) ? Math.max(0, Math.min(room, cut)) : 0;
    widths[index] = (widths[index] ?? 0) + given;
    room -= given;
  });
  return { widths, gaps };
}

/** Columns that the whole of it takes, with a space before each. */
export function leastColumns(
  columns: readonly TextColumn[],
  rows: readonly (readonly TextCell[])[],
): number {
  return sum(
    columns.map(({ title }, index) => {
      const cells = rows.map((row) => cellWidth(row[index] ?? []));
      return 1 + Math.max(displayWidth(title), ...cells);
    }),
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((all, one) => all + one, 0);
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
const STEPS: readonly (
  | "gaps"
  | { of: (column: TextColumn) => boolean; floor: number | "content" }
)[] = [
  { of: isBar, floor: 8 },
  { of: isWords, floor: 12 },
  { of: isBar, floor: 3 },
  "gaps",
  { of: isWords, floor: 5 },
  { of: ({ alone }) => alone === true, floor: 1 },
  { of: ({ align }) => align === "right", floor: "content" },
  { of: ({ align }) => align === "left", floor: 5 },
  { of: ({ align }) => align === "right", floor: 1 },
  { of: ({ align }) => align === "left", floor: 1 },
];

function isBar({ align }: TextColumn): boolean {
  return align === "bar";
}

function isWords({ align, whole }: TextColumn): boolean {
  return align === "left" && whole !== true;
}

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
