/** What a cell of the cube counts, in this order: prompts are those seen, k of n the ratio's. */
export const MEASURES = [
  "calls",
  "denied",
  "asked",
  "prompts",
  "saved",
  "errors",
  "k",
  "n",
] as const;

/**
 * What can be counted from cells: a measure; `passed`, calls that were neither denied nor asked
 * about nor failed; `ratio`, k of n; `share`, of all calls that are selected; `bar`, it drawn.
 */
export const COUNTED = [...MEASURES, "passed", "ratio", "share", "bar"] as const;
export type Counted = (typeof COUNTED)[number];

/** Day, project, tool and tier, each by its place in the cube, then the measures. */
export type Cell = readonly number[];

/** Which cells; null: all of that dimension. */
export interface Selection {
  readonly day: number | null;
  readonly project: number | null;
  readonly tool: number | null;
  readonly tiers: readonly number[] | null;
}

export const EVERYTHING: Selection = { day: null, project: null, tool: null, tiers: null };

/** What a cell begins with; the measures follow. */
export const DIMENSIONS = 4;

export function isSelected([day, project, tool, tier = -1]: Cell, selection: Selection): boolean {
  return (
    (selection.day === null || selection.day === day) &&
    (selection.project === null || selection.project === project) &&
    (selection.tool === null || selection.tool === tool) &&
    (selection.tiers === null || selection.tiers.includes(tier))
  );
}

/** Both at once: what one leaves open the other may narrow. */
export function narrowed(one: Selection, other: Selection): Selection | null {
  const day = same(one.day, other.day);
  const project = same(one.project, other.project);
  const tool = same(one.tool, other.tool);
  if (day === undefined || project === undefined || tool === undefined) return null;
  const [a, b] = [one.tiers, other.tiers];
  return { day, project, tool, tiers: a === null || b === null ? (a ?? b) : common(a, b) };
}

/** What the selected cells count together; null where there is nothing to divide by. */
export function countOf(
  cells: readonly Cell[],
  selection: Selection | null,
  what: Counted,
): number | null {
  const chosen = selection === null ? [] : cells.filter((cell) => isSelected(cell, selection));
  const sum = (measure: (typeof MEASURES)[number]) =>
    chosen.reduce((total, cell) => total + (cell[DIMENSIONS + MEASURES.indexOf(measure)] ?? 0), 0);
  switch (what) {
    case "passed":
      return sum("calls") - sum("denied") - sum("asked") - sum("errors");
    case "ratio":
      return sum("n") === 0 ? null : sum("k") / sum("n");
    case "share":
    case "bar":
      return null;
    default:
      return sum(what);
  }
}

function same(one: number | null, other: number | null): number | null | undefined {
  if (one === null || other === null) return one ?? other;
  return one === other ? one : undefined;
}

function common(one: readonly number[], other: readonly number[]): number[] {
  return one.filter((place) => other.includes(place));
}
