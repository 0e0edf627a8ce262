import { all, button } from "./dom.ts";

/** A button in each header that sorts the table by its column, and back. */
export function startSorting(): void {
  for (const table of all("table.sortable", HTMLTableElement)) {
    const headers = all("thead th", HTMLTableCellElement, table);
    if ((table.tBodies[0]?.rows.length ?? 0) < 2) continue;
    for (const header of headers) {
      const words = header.textContent ?? "";
      const made = button(words, "sort", () => sortBy(table, header));
      header.replaceChildren(made);
    }
  }
}

function sortBy(table: HTMLTableElement, header: HTMLTableCellElement): void {
  const body = table.tBodies[0];
  if (body === undefined) return;
  const isNumber = header.classList.contains("num");
  const now = header.getAttribute("aria-sort");
  // Numbers are looked at from the most, words from their beginning.
  const start = isNumber ? "descending" : "ascending";
  const next = now === null ? start : now === "ascending" ? "descending" : "ascending";
  for (const other of all("thead th", HTMLTableCellElement, table)) {
    other.removeAttribute("aria-sort");
  }
  header.setAttribute("aria-sort", next);
  const sign = next === "ascending" ? 1 : -1;
  const rows = [...body.rows].filter((row) => !row.classList.contains("drill"));
  const sorted = rows
    .map((row, place) => ({ row, place, key: keyOf(row, header.cellIndex) }))
    .sort((a, b) => compare(a.key, b.key) * sign || a.place - b.place);
  for (const { row } of sorted) {
    const list = row.nextElementSibling;
    body.append(row, ...(list?.classList.contains("drill") === true ? [list] : []));
  }
}

/** What is sorted by: what a cell counts while a filter is on, else the number behind its words. */
function keyOf(row: HTMLTableRowElement, column: number): number | string {
  const cell = row.cells[column];
  const number = cell?.dataset["counted"] ?? cell?.dataset["sort"];
  if (number !== undefined) return number === "" ? Number.NEGATIVE_INFINITY : Number(number);
  return cell?.textContent?.toLowerCase() ?? "";
}

function compare(a: number | string, b: number | string): number {
  if (typeof a === "number" && typeof b === "number") return a === b ? 0 : a - b;
  return String(a).localeCompare(String(b), "en");
}
