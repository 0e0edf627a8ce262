import type { Selection } from "../../../model/cube.ts";
import { countWords } from "../../figure-words.ts";
import { dayDrawing, type Mark } from "../day-drawing.ts";
import { callsOf, type DayCounts, dayCounts } from "../day-layers.ts";
import type { PageData } from "./data.ts";
import { all, first, say } from "./dom.ts";

const SVG = "http://www.w3.org/2000/svg";

/** Draws the day chart and its table of numbers for what is selected. */
export function showDays(data: PageData, selection: Selection, isFiltered: boolean): void {
  const days = dayCounts(data, data.days, selection, data.missing);
  for (const marks of all("svg.by-day .marks", SVGGElement)) {
    marks.replaceChildren(...dayDrawing(days).map(elementOf));
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
  const words = `Filtered: ${countWords(calls)} calls, ${countWords(prompts)} prompts you saw`;
  return element.tagName === "desc" ? `${words}. The table holds them by day.` : words;
}

function showNumbers(days: readonly (DayCounts | null)[]): void {
  const body = first("tbody.by-day", HTMLTableSectionElement);
  for (const [index, row] of [...(body?.rows ?? [])].entries()) {
    const day = days[index] ?? null;
    const values = day === null ? [] : [callsOf(day), ...day.layers, day.prompts];
    for (const [at, cell] of [...row.cells].slice(1).entries()) {
      const value = values[at] ?? null;
      say(cell, value === null ? "–" : countWords(value));
    }
  }
}
