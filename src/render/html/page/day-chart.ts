import type { Selection } from "../../../model/cube.ts";
import { countWords } from "../../figure-words.ts";
import { dayDrawing, dayValues, type Mark } from "../day-drawing.ts";
import { callsOf, type DayCounts, dayCounts } from "../day-layers.ts";
import type { PageData } from "./data.ts";
import { all, first, say } from "./dom.ts";

const SVG = "http://www.w3.org/2000/svg";

/** Draws the day chart and its table of numbers for what is selected. */
export function showDays(data: PageData, selection: Selection, isFiltered: boolean): void {
  const days = dayCounts(data, data.days, selection, data.known);
  const least = isFiltered ? 0 : data.usual;
  const drawn = { ".marks": dayDrawing(days, least), ".values": dayValues(days, least) };
  for (const [group, marks] of Object.entries(drawn)) {
    for (const element of all(`svg.by-day ${group}`, SVGGElement)) {
      element.replaceChildren(...marks.map(elementOf));
    }
  }
  for (const svg of all("svg.by-day", SVGSVGElement)) {
    for (const title of all("title, desc", SVGElement, svg)) {
      say(title, isFiltered ? filteredTitle(title, days) : null);
    }
  }
  showNumbers(days);
}

function elementOf({ tag, attributes, text }: Mark): SVGElement {
  const made = document.createElementNS(SVG, tag);
  for (const { name, value } of attributes) made.setAttribute(name, String(value));
  if (text !== "") made.textContent = text;
  return made;
}

function filteredTitle(element: Element, days: readonly (DayCounts | null)[]): string {
  const calls = days.reduce((sum, day) => sum + (callsOf(day) ?? 0), 0);
  const prompts = days.reduce((sum, day) => sum + (day?.prompts ?? 0), 0);
  const isKnown = days.some((day) => day !== null && day.prompts !== null);
  const seen = isKnown ? `, ${countWords(prompts)} prompts you saw` : "";
  const words = `Filtered: ${countWords(calls)} calls${seen}`;
  return element.tagName === "desc" ? `${words}. The table holds them by day.` : words;
}

function showNumbers(days: readonly (DayCounts | null)[]): void {
  const body = first("tbody.by-day", HTMLTableSectionElement);
  for (const [index, row] of [...(body?.rows ?? [])].entries()) {
    const day = days[index] ?? null;
    const values = day === null ? [] : [callsOf(day), ...day.layers, day.prompts];
    const cells = [...row.cells].slice(1).filter((cell) => !cell.classList.contains("usual"));
    for (const [at, cell] of cells.entries()) {
      const value = values[at] ?? null;
      say(cell, value === null ? "–" : countWords(value));
    }
  }
}
