import { COUNTED, type Counted, countOf, type Selection } from "../../../model/cube.ts";
import { countWords, ratioWords } from "../../figure-words.ts";
import type { PageData } from "./data.ts";
import { all, first, say } from "./dom.ts";

/** Fewer calls than this say nothing of a ratio. */
const MIN_RATIO_CALLS = 30;

const NOTHING = "–";

/** The week's figures for what is selected; those that the cube does not hold are not known. */
export function showFigures(data: PageData, selection: Selection, isFiltered: boolean): void {
  for (const figure of all(".figure", HTMLElement)) {
    const value = first(".value", HTMLElement, figure);
    if (value === undefined) continue;
    const what = countedOf(figure.dataset["measure"]);
    showPart(figure, value, isFiltered ? what : null);
    if (!isFiltered) say(value, null);
    else say(value, what === undefined ? NOTHING : wordsOf(data, selection, what));
  }
}

/** Below a figure what it is a part of; nothing for `null`. */
function showPart(figure: HTMLElement, value: HTMLElement, what: Counted | undefined | null): void {
  for (const part of all(".part", HTMLElement, figure)) part.remove();
  if (what === null) return;
  say(value, null);
  const part = document.createElement("dd");
  part.className = "part";
  const known = what === "ratio" ? "with everything" : "of";
  part.textContent =
    what === undefined ? "not known of a part" : `${known} ${value.textContent ?? ""}`;
  value.after(part);
}

/** What a cell of the page says of a selection. */
export function wordsOf(data: PageData, selection: Selection | null, what: Counted): string {
  const value = countOf(data.cells, selection, what);
  if (what !== "ratio") return value === null ? NOTHING : countWords(value);
  const n = countOf(data.cells, selection, "n") ?? 0;
  return value === null || n < MIN_RATIO_CALLS ? NOTHING : ratioWords(value);
}

/** A word of the page as a name of what is counted. */
export function countedOf(word: string | undefined): Counted | undefined {
  return COUNTED.find((one) => one === word);
}
