import type { Block, Value } from "../../model/report.ts";
import type { Markup } from "../markup.ts";
import { numberOf } from "../value-words.ts";
import { tableView } from "../views.ts";
import { quoteMarkup } from "./html-markup.ts";

type Table = Extract<Block, { kind: "table" }>;
type Entry = NonNullable<NonNullable<Table["behind"]>["rows"][number]>["entries"][number];
type RecountRow = NonNullable<Table["recount"]>["rows"][number];

/** How much of a table a page has room for. */
export interface Limit {
  readonly mostRows: number;
  readonly mostEntries: number;
  /** The command that shows all of it. */
  readonly command: string;
}

/** Characters of a text from the log in a list of entries. */
const SUBJECT = 140;

/** Columns up to which a table fits the page, so that its header can stay in sight. */
const FITTING = 8;

/**
 * A table as the page shows it: cells with what they sort by and what they count, and the lists of
 * entries that its counts open. `name` is unique on the page and fit for an anchor.
 */
export function htmlTable(
  table: Table,
  given: { name: string; title: string; markup: Markup; limit: Limit },
) {
  const { name, title, markup, limit } = given;
  const view = tableView(table, markup, limit.mostRows, limit.command);
  const listColumns = (table.behind?.columns ?? []).map((one) => ({
    title: markup.text(one.title),
  }));
  const lists = listsView(table, { ...given, columns: listColumns });
  return {
    ...view,
    name: title,
    fits: table.columns.length <= FITTING,
    rows: view.rows.map((row, index) => ({
      where: whereOf(table.recount?.rows[index]),
      cells: row.cells.map((cell, at) => ({
        ...cell,
        sort: sortOf(table.rows[index]?.[at]),
        measure: table.recount?.rows[index]?.cells[at] ?? false,
        list: at === table.behind?.column && lists.has(index) ? `${name}-${index + 1}` : false,
      })),
    })),
    total:
      view.total === null
        ? null
        : {
            where: whereOf(table.recount?.total ?? undefined),
            cells: view.total.cells.map((cell, at) => ({
              ...cell,
              measure: table.recount?.total?.cells[at] ?? false,
              sums: at === table.behind?.column,
            })),
          },
    lists: [...lists.values()],
    // Each list has them, too: here templates of the user's may look for them.
    listColumns,
  };
}

/** The lists of entries, by the rows that open them. */
function listsView(
  table: Table,
  given: { name: string; markup: Markup; limit: Limit; columns: readonly { title: string }[] },
) {
  const { name, markup, limit, columns } = given;
  const column = table.behind?.column ?? 0;
  const lists = (table.behind?.rows ?? []).slice(0, limit.mostRows).flatMap((list, index) => {
    const shown = list?.entries.slice(0, limit.mostEntries) ?? [];
    const [first, count] = [table.rows[index]?.[0], table.rows[index]?.[column]];
    if (list === null || shown.length === 0 || first === undefined || count === undefined) {
      return [];
    }
    const left = list.entries.length - shown.length + (list.more?.count ?? 0);
    const more = left === 0 ? false : moreView(left, list.more?.command ?? null, markup);
    const entries = shown.map((entry) => entryView(entry, markup));
    const view = {
      id: `${name}-${index + 1}`,
      title: markup.cell(first),
      count: markup.cell(count),
      columns,
      entries,
      rows: rowsMarkup(entries),
      more,
    };
    return [[index, view] as const];
  });
  return new Map(lists);
}

/** The same cells for templates of the user's. */
function entryView({ cells, at }: Entry, markup: Markup) {
  return {
    at: at === null ? (false as const) : at.join(" "),
    cells: cells.map((cell) =>
      cell.kind === "quote" ? quoteMarkup(cell.text, SUBJECT) : markup.cell(cell),
    ),
  };
}

/** In one piece: a page has a thousand, which a template fills in cell by cell. */
function rowsMarkup(entries: readonly ReturnType<typeof entryView>[]): string {
  const rows = entries.map(({ at, cells }) => {
    const where = at === false ? "" : ` data-at="${at}"`;
    return `<tr${where}><td>${cells.join("</td><td>")}</td></tr>`;
  });
  return rows.join("\n");
}

function moreView(left: number, command: string | null, markup: Markup) {
  return {
    count: markup.cell({ kind: "count", value: left }),
    command: command === null ? false : markup.command(command),
  };
}

/** `project:3`, `tiers:1,2`, `all`: which cells of the cube a row counts. */
function whereOf(row: RecountRow | undefined): string | false {
  if (row === undefined) return false;
  if (row.project !== null) return `project:${row.project}`;
  if (row.tool !== null) return `tool:${row.tool}`;
  return row.tiers === null ? "all" : `tiers:${row.tiers.join(",")}`;
}

/** A number to sort by; none where the words of the cell are. */
function sortOf(value: Value | undefined): string | false {
  if (value?.kind === "time") return value.at === null ? "" : String(Date.parse(value.at));
  if (value?.kind === "share") return String(value.value ?? "");
  const isNumber = value?.kind === "count" || value?.kind === "ratio" || value?.kind === "duration";
  return isNumber ? String(numberOf(value) ?? "") : false;
}
