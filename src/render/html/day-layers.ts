import { type Cell, type Counted, countOf, narrowed, type Selection } from "../../model/cube.ts";
import type { Tier } from "../../model/words.ts";

/** The parts of a day's column, from the bottom: who decided, then what was asked and denied. */
export const LAYERS = [
  { name: "your rules", short: "your rules", tiers: ["allow"] },
  { name: "learned rules", short: "learned", tiers: ["auto"] },
  { name: "the model", short: "the model", tiers: ["llm"] },
  { name: "no opinion", short: "no opinion", tiers: null },
  { name: "asked", short: "asked", tiers: null },
  { name: "denied", short: "denied", tiers: null },
] as const satisfies readonly { name: string; short: string; tiers: readonly Tier[] | null }[];

/** What one day had: calls by layer, and prompts seen. */
export interface DayCounts {
  readonly layers: readonly number[];
  /** Null where nobody knows of any. */
  readonly prompts: number | null;
}

/** What is known of the days. */
export interface KnownDays {
  /** Those that are yet to come. */
  readonly missing: readonly number[];
  /** Whether prompts are. */
  readonly prompts: boolean;
}

/**
 * Each day's calls by layer, of the cells that are selected. Every call stands in exactly one
 * layer, so that they sum up to all calls. Null: a day yet to come, or not selected.
 */
export function dayCounts(
  cube: { readonly cells: readonly Cell[]; readonly tiers: readonly string[] },
  days: number,
  selection: Selection,
  known: KnownDays,
): (DayCounts | null)[] {
  return Array.from({ length: days }, (_, day) => {
    if (known.missing.includes(day) || (selection.day !== null && selection.day !== day))
      return null;
    const cells = cube.cells.filter((cell) => cell[0] === day);
    const count = (what: Counted, tiers: readonly number[] | null) => {
      const all = { day: null, project: null, tool: null, tiers };
      return countOf(cells, narrowed(all, selection), what) ?? 0;
    };
    const passed = LAYERS.slice(0, 3).map(({ tiers }) =>
      count(
        "passed",
        (tiers ?? []).map((tier) => cube.tiers.indexOf(tier)),
      ),
    );
    const rest = count("calls", null) - count("asked", null) - count("denied", null);
    const open = rest - passed.reduce((sum, calls) => sum + calls, 0);
    const layers = [...passed, open, count("asked", null), count("denied", null)];
    return { layers, prompts: known.prompts ? count("prompts", null) : null };
  });
}

/** All calls of a day. */
export function callsOf(day: DayCounts | null): number | null {
  return day === null ? null : day.layers.reduce((sum, calls) => sum + calls, 0);
}
