import { EVERYTHING, type Selection } from "../../../model/cube.ts";
import type { PageData } from "./data.ts";
import { showDays } from "./day-chart.ts";
import { all, first } from "./dom.ts";
import { showFigures } from "./figures.ts";
import { readFragment, writeFragment } from "./fragment.ts";
import { showTables } from "./tables.ts";

/** The filter bar: what it leaves is counted anew, and stands in the address. */
export function startFiltering(data: PageData): void {
  const bar = first("#filter", HTMLElement);
  if (bar === undefined) return;
  const selects = all("select", HTMLSelectElement, bar);
  const clear = first("button.clear", HTMLButtonElement, bar);
  const show = () => apply(data, selects, clear);
  for (const select of selects) {
    select.addEventListener("change", () => {
      writeFragment({ [select.name]: keyOf(select) });
      show();
    });
  }
  clear?.addEventListener("click", () => {
    writeFragment(Object.fromEntries(selects.map((select) => [select.name, ""])));
    for (const select of selects) select.value = "";
    show();
    selects[0]?.focus();
  });
  const restore = () => {
    const said = readFragment();
    for (const select of selects) choose(select, said.get(select.name) ?? "");
    show();
  };
  addEventListener("hashchange", restore);
  bar.hidden = false;
  restore();
}

function keyOf(select: HTMLSelectElement): string {
  return select.selectedOptions[0]?.dataset["key"] ?? "";
}

/** A name that is not on the page leaves everything. */
function choose(select: HTMLSelectElement, key: string): void {
  const found = [...select.options].find((option) => option.dataset["key"] === key);
  select.value = found?.value ?? "";
}

function apply(
  data: PageData,
  selects: readonly HTMLSelectElement[],
  clear: HTMLButtonElement | undefined,
): void {
  const selection = selectionOf(selects);
  const isFiltered = selects.some((select) => select.value !== "");
  for (const select of selects) select.classList.toggle("chosen", select.value !== "");
  if (clear !== undefined) clear.disabled = !isFiltered;
  document.documentElement.classList.toggle("is-filtered", isFiltered);
  const line = first("#filtered", HTMLElement);
  if (line !== undefined) showLine(line, selects, isFiltered);
  showFigures(data, selection, isFiltered);
  showDays(data, selection, isFiltered);
  showTables(data, selection, isFiltered);
}

/** Names what is left, also for who prints the page. */
function showLine(
  line: HTMLElement,
  selects: readonly HTMLSelectElement[],
  isFiltered: boolean,
): void {
  const parts = selects
    .filter((select) => select.value !== "")
    .map((select) => `${select.name} ${select.selectedOptions[0]?.textContent ?? ""}`);
  const named = first("b", HTMLElement, line);
  if (named !== undefined) named.textContent = `Filtered by ${parts.join(", ")}.`;
  line.hidden = !isFiltered;
}

function selectionOf(selects: readonly HTMLSelectElement[]): Selection {
  const place = (name: string) => {
    const value = selects.find((select) => select.name === name)?.value ?? "";
    return value === "" ? null : Number(value);
  };
  const tier = place("tier");
  return {
    ...EVERYTHING,
    day: place("day"),
    project: place("project"),
    tool: place("tool"),
    tiers: tier === null ? null : [tier],
  };
}
