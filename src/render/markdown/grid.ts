import type { barsView, lineView, tableView } from "../views.ts";

/** A table of escaped cells. */
export interface Grid {
  readonly columns: readonly { readonly title: string; readonly right: boolean }[];
  readonly rows: readonly { readonly cells: readonly string[] }[];
}

/** More do not fit beside each other where Markdown is read. */
const MOST_COLUMNS = 6;

export function tableGrid(view: ReturnType<typeof tableView>): Grid {
  const rows = view.total ? [...view.rows, view.total] : view.rows;
  return sixColumns({
    columns: view.columns,
    rows: rows.map((row) => ({ cells: row.cells.map((cell) => cell.text) })),
  });
}

/** The numbers of each series, with its bar where there is room. */
export function barsGrid(view: ReturnType<typeof barsView>): Grid {
  const drawn = view.series.length <= 2;
  const bar = drawn ? [{ title: "", right: false }] : [];
  return sixColumns({
    columns: [
      { title: "", right: false },
      ...view.series.flatMap(({ title }) => [{ title, right: true }, ...bar]),
    ],
    rows: view.rows.map((row) => ({
      cells: [
        row.label,
        ...row.bars.flatMap((one) => (drawn ? [one.value, one.bar] : [one.value])),
      ],
    })),
  });
}

export function lineGrid(view: ReturnType<typeof lineView>): Grid {
  const interval = view.hasInterval ? [{ title: "interval", right: true }] : [];
  return {
    columns: [{ title: "", right: false }, { title: "value", right: true }, ...interval],
    rows: view.points.map((point) => ({
      cells: [point.label, point.value, ...(view.hasInterval ? [point.interval] : [])],
    })),
  };
}

/** Columns from the sixth on share one: `refused / open`. */
function sixColumns(grid: Grid): Grid {
  if (grid.columns.length <= MOST_COLUMNS) return grid;
  const kept = MOST_COLUMNS - 1;
  const last = grid.columns.slice(kept);
  const joined = (cells: readonly string[]) => cells.filter((cell) => cell !== "").join(" / ");
  return {
    columns: [
      ...grid.columns.slice(0, kept),
      { title: joined(last.map((column) => column.title)), right: last.every((one) => one.right) },
    ],
    rows: grid.rows.map(({ cells }) => ({
      cells: [...cells.slice(0, kept), joined(cells.slice(kept))],
    })),
  };
}
