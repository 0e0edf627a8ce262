import { countOf, EVERYTHING, isSelected, narrowed, type Selection } from "../../../model/cube.ts";
import { countWords, ratioWords } from "../../figure-words.ts";
import type { PageData } from "./data.ts";
import { all, first, say } from "./dom.ts";
import { countedOf, wordsOf } from "./figures.ts";

const NOTHING = "–";

/**
 * Every table for what is selected: counted from the cube where it holds its counts, from its
 * lists of entries where those are whole. Any other table says that the filter does not reach it.
 */
export function showTables(data: PageData, selection: Selection, isFiltered: boolean): void {
  showEntries(selection);
  for (const table of all("table.sortable", HTMLTableElement)) {
    const rows = [...(table.tBodies[0]?.rows ?? [])].filter(
      (row) => !row.classList.contains("drill"),
    );
    const reached = rows.every((row) => "where" in row.dataset || wholeList(row) !== undefined);
    table.classList.toggle("whole-week", isFiltered && !reached);
    const shown = isFiltered && reached;
    for (const row of rows) showRow(row, { data, selection, isFiltered: shown });
    const total = table.tFoot?.rows[0];
    if (total !== undefined) showTotal(total, rows, { data, selection, isFiltered: shown });
    if (shown) showShares(rows, data, selection);
    markTable(table, isFiltered && !reached);
  }
}

interface Filtering {
  readonly data: PageData;
  readonly selection: Selection;
  readonly isFiltered: boolean;
}

function showRow(row: HTMLTableRowElement, { data, selection, isFiltered }: Filtering): void {
  const where = whereOf(row);
  let isThere = true;
  for (const cell of row.cells) {
    delete cell.dataset["counted"];
    const what = countedOf(cell.dataset["measure"]);
    const link = first("a", HTMLAnchorElement, cell);
    if (!isFiltered) unsay(cell);
    else if (what !== undefined && what !== "share" && what !== "bar") {
      const chosen = where === null ? null : narrowed(where, selection);
      const value = countOf(data.cells, chosen, what);
      cell.dataset["counted"] = String(value ?? "");
      say(cell, wordsOf(data, chosen, what));
      if (what !== "ratio" && isFirstCount(cell)) isThere = (value ?? 0) > 0;
    } else if (link !== null && link !== undefined) {
      const count = (wholeList(row) ?? []).filter((entry) => !entry.hidden).length;
      cell.dataset["counted"] = String(count);
      say(cell, countWords(count));
      isThere = count > 0;
    } else if (what === undefined && isCounted(cell)) say(cell, NOTHING);
  }
  row.classList.toggle("none", isFiltered && !isThere);
}

/** Numbers and times that hold for everything: unknown of a part. */
function isCounted(cell: HTMLTableCellElement): boolean {
  return cell.classList.contains("num") || cell.classList.contains("time");
}

function isFirstCount(cell: HTMLTableCellElement): boolean {
  const row = cell.parentElement;
  return row !== null && first("td[data-measure]", HTMLTableCellElement, row) === cell;
}

function showTotal(
  total: HTMLTableRowElement,
  rows: readonly HTMLTableRowElement[],
  { data, selection, isFiltered }: Filtering,
): void {
  for (const cell of total.cells) {
    const what = countedOf(cell.dataset["measure"]);
    if (!isFiltered) unsay(cell);
    else if ("sums" in cell.dataset) {
      const sum = rows.reduce(
        (all, row) => all + Number(row.cells[cell.cellIndex]?.dataset["counted"] ?? 0),
        0,
      );
      // Rows that the table has no room for are not among them.
      const isCut = total.closest(".scroll")?.nextElementSibling?.classList.contains("more");
      say(cell, isCut === true ? NOTHING : countWords(sum));
    } else if (what !== undefined && what !== "share" && what !== "bar") {
      say(cell, wordsOf(data, selection, what));
    } else if (what !== "bar" && isCounted(cell) && cell.textContent !== "") {
      say(cell, what === "share" ? ratioWords(1) : NOTHING);
    }
  }
}

/** Shares of all calls that are selected, in words and as bars. */
function showShares(
  rows: readonly HTMLTableRowElement[],
  data: PageData,
  selection: Selection,
): void {
  const all = countOf(data.cells, selection, "calls") ?? 0;
  const counts = rows.map((row) =>
    Number([...row.cells].find((cell) => "counted" in cell.dataset)?.dataset["counted"] ?? 0),
  );
  const longest = Math.max(1, ...counts);
  rows.forEach((row, index) => {
    const calls = counts[index] ?? 0;
    for (const cell of row.cells) {
      if (cell.dataset["measure"] === "share") {
        cell.dataset["counted"] = String(all === 0 ? "" : calls / all);
        say(cell, all === 0 ? NOTHING : ratioWords(calls / all));
      }
      if (cell.dataset["measure"] === "bar") setBar(cell, calls / longest);
    }
  });
}

function setBar(cell: HTMLTableCellElement, share: number | null): void {
  const bar = first(".bar > span", HTMLElement, cell);
  if (bar === undefined) return;
  bar.dataset["width"] ??= bar.style.width;
  bar.style.width = share === null ? (bar.dataset["width"] ?? "") : `${share * 100}%`;
}

function unsay(cell: HTMLTableCellElement): void {
  if (cell.dataset["measure"] === "bar") setBar(cell, null);
  else if (isCounted(cell)) say(cell, null);
}

/** `project:3`, `tiers:1,2`, `all`; null where the row says nothing of the cube. */
function whereOf(row: HTMLTableRowElement): Selection | null {
  const [dimension, places = ""] = (row.dataset["where"] ?? "").split(":");
  if (dimension === "all") return EVERYTHING;
  if (dimension === "project") return { ...EVERYTHING, project: Number(places) };
  if (dimension === "tool") return { ...EVERYTHING, tool: Number(places) };
  return dimension === "tiers" ? { ...EVERYTHING, tiers: places.split(",").map(Number) } : null;
}

/** The entries behind a row's count, where the list has all of them. */
function wholeList(row: HTMLTableRowElement): HTMLTableRowElement[] | undefined {
  const link = first("td a", HTMLAnchorElement, row);
  const list = link === undefined ? null : document.getElementById(link.hash.slice(1));
  if (list === null || first(".more", HTMLElement, list) !== undefined) return undefined;
  const entries = all("tbody tr", HTMLTableRowElement, list);
  return entries.every((entry) => "at" in entry.dataset) ? entries : undefined;
}

/** Of every list the entries that are selected. */
function showEntries(selection: Selection): void {
  for (const entry of all("tr[data-at]", HTMLTableRowElement)) {
    const at = (entry.dataset["at"] ?? "").split(" ").map(Number);
    entry.hidden = !isSelected(at, selection);
  }
}

function markTable(table: HTMLTableElement, isWhole: boolean): void {
  const box = table.parentElement;
  const before = box?.previousElementSibling;
  const marked = before?.classList.contains("not-filtered") === true;
  if (isWhole && !marked) {
    const line = document.createElement("p");
    line.className = "not-filtered";
    line.textContent = "Of everything: the filter does not reach this table.";
    box?.before(line);
  } else if (!isWhole && marked) before.remove();
}
