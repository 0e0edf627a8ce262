import type { Block } from "../model/report.ts";

type Table = Extract<Block, { kind: "table" }>;
type Column = Table["columns"][number];

/** Columns of a table: names on the left, a `>` before a title for numbers on the right. */
export function columns(...titles: readonly string[]): Column[] {
  return titles.map((title) =>
    title.startsWith(">") ? { title: title.slice(1), align: "right" } : { title, align: "left" },
  );
}

/** The first `top` rows, and the command that lists the others; null where none does. */
export function cut<Row>(
  rows: readonly Row[],
  top: number,
  command: string | null,
): { shown: readonly Row[]; more: Table["more"] } {
  const shown = rows.slice(0, top);
  return { shown, more: moreThan(shown, rows.length, command) };
}

/** What a table says that shows some of `all` rows. */
export function moreThan(
  shown: readonly unknown[],
  all: number,
  command: string | null,
): Table["more"] {
  const left = all - shown.length;
  return left > 0 ? { count: left, command } : null;
}

export function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
