import { named, text } from "../findings/values.ts";
import type { MetricRow } from "../metrics/index.ts";
import { MEASURES } from "../model/cube.ts";
import type { Cube } from "../model/report.ts";
import { TIERS } from "../model/words.ts";

type Row = MetricRow<"cube">;
type Cell = Cube["cells"][number];

/** Cells that a page carries. */
const MOST_CELLS = 6000;

/** How many projects and tools keep their names, from all of them to none. */
const KEPT = [Number.POSITIVE_INFINITY, 100, 50, 25, 12, 6, 3, 1, 0];

/** Where the names of the cube stand: the others last, if there are any. */
export interface Places {
  readonly days: ReadonlyMap<string, number>;
  readonly projects: Naming;
  readonly tools: Naming;
}

interface Naming {
  readonly names: readonly string[];
  /** The place of the others; -1 where every name has its own. */
  readonly others: number;
}

/**
 * The rows as a cube of at most 6,000 cells: the projects and tools with fewest calls are one,
 * "others", as far as that takes. Null where even the days and tiers alone are more.
 */
export function foldCube(
  rows: readonly Row[],
  days: readonly string[],
  most = MOST_CELLS,
): { cube: Cube; places: Places } | null {
  for (const kept of KEPT) {
    const places = {
      days: new Map(days.map((day, index) => [day, index])),
      projects: naming(rows, (row) => row.project, kept),
      tools: naming(rows, (row) => row.tool_name, kept),
    };
    const cells = cellsOf(rows, places);
    if (cells.length > most) continue;
    const cube: Cube = {
      version: 1,
      days: [...days],
      projects: namesOf(places.projects),
      tools: namesOf(places.tools),
      tiers: [...TIERS],
      cells,
    };
    return { cube, places };
  }
  return null;
}

/** The place of a name in the cube; -1 where it has none. */
export function placeOf({ names, others }: Naming, name: string): number {
  const found = names.indexOf(name);
  return found === -1 ? others : found;
}

function naming(rows: readonly Row[], nameOf: (row: Row) => string, kept: number): Naming {
  const calls = new Map<string, number>();
  for (const row of rows) calls.set(nameOf(row), (calls.get(nameOf(row)) ?? 0) + row.calls);
  const names = [...calls]
    .sort(([a, most], [b, next]) => next - most || (a < b ? -1 : 1))
    .map(([name]) => name);
  // One name alone is not worth being called the others.
  if (names.length <= kept + 1) return { names, others: -1 };
  return { names: names.slice(0, kept), others: kept };
}

function namesOf({ names, others }: Naming): Cube["projects"] {
  return [...names.map(named), ...(others === -1 ? [] : [text("others")])];
}

function cellsOf(rows: readonly Row[], places: Places): Cell[] {
  const cells = new Map<string, Cell>();
  for (const row of rows) {
    const day = places.days.get(row.day);
    if (day === undefined) continue;
    const at = [
      day,
      placeOf(places.projects, row.project),
      placeOf(places.tools, row.tool_name),
      TIERS.indexOf(row.tier),
    ];
    const cell = cells.get(at.join(" ")) ?? [...at, ...MEASURES.map(() => 0)];
    MEASURES.forEach((measure, index) => {
      cell[4 + index] = (cell[4 + index] ?? 0) + row[measure];
    });
    cells.set(at.join(" "), cell);
  }
  return [...cells.values()].sort(inOrder);
}

function inOrder(a: Cell, b: Cell): number {
  const at = a.findIndex((one, index) => one !== b[index]);
  return (a[at] ?? 0) - (b[at] ?? 0);
}
