import { all, button, first } from "./dom.ts";

/** A count opens the entries behind it in a row below its own, and closes it again. */
export function startDrilling(): void {
  for (const behind of all("details.behind", HTMLDetailsElement)) behind.hidden = true;
  for (const link of all("table.sortable td a", HTMLAnchorElement)) {
    const list = document.getElementById(link.hash.slice(1));
    const row = link.closest("tr");
    if (list === null || row === null) continue;
    link.setAttribute("aria-expanded", "false");
    link.setAttribute("role", "button");
    link.addEventListener("click", (event) => {
      event.preventDefault();
      toggle(row, list, link);
    });
    link.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      toggle(row, list, link);
    });
  }
}

function toggle(row: HTMLTableRowElement, list: HTMLElement, link: HTMLAnchorElement): void {
  const open = row.nextElementSibling;
  if (open?.classList.contains("drill") === true) {
    open.remove();
    link.setAttribute("aria-expanded", "false");
    link.focus();
    return;
  }
  row.after(drillRow(row, list, () => toggle(row, list, link)));
  link.setAttribute("aria-expanded", "true");
}

function drillRow(
  row: HTMLTableRowElement,
  list: HTMLElement,
  close: () => void,
): HTMLTableRowElement {
  const made = document.createElement("tr");
  made.className = "drill";
  const cell = made.insertCell();
  cell.colSpan = row.cells.length;
  const details = document.createElement("details");
  details.open = true;
  const summary = document.createElement("summary");
  summary.textContent = first("h3", HTMLElement, list)?.textContent ?? "";
  details.append(summary, list, button("Close", "close", close));
  cell.append(details);
  return made;
}
