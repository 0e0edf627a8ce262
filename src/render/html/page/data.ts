import type { Cell } from "../../../model/cube.ts";
import type { KnownDays } from "../day-layers.ts";
import { first } from "./dom.ts";

/** The island in the page: what `html-view.ts` wrote. */
export interface PageData {
  readonly tiers: readonly string[];
  readonly days: number;
  readonly known: KnownDays;
  /** The highest of what is usual: the axis of the day chart holds it. */
  readonly usual: number;
  readonly cells: readonly Cell[];
}

/** Undefined on a page without a cube. */
export function readData(): PageData | undefined {
  const text = first("#data", HTMLScriptElement)?.textContent;
  if (text === undefined || text === null) return undefined;
  const data: PageData = JSON.parse(text);
  return data;
}
