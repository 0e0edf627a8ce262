import { type Counted, countOf, EVERYTHING } from "../model/cube.ts";
import type { Block, Cube, Figure, RecountRow, Value } from "../model/report.ts";
import { TIERS, type Tier } from "../model/words.ts";

type Of<Kind extends Block["kind"]> = Extract<Block, { kind: Kind }>;

const ALL = { project: null, tool: null, tiers: null } as const;

/** What of the cube the rows of the scorecard are the sum of, by their names. */
const FIGURES: Readonly<Record<string, Counted>> = {
  Calls: "calls",
  "Prompts you saw": "prompts",
  "Prompts saved, estimated": "saved",
  Denied: "denied",
  "Passthrough ratio": "ratio",
  "Hook errors": "errors",
};

/** The lines of what was decided: which tiers, and what of them. */
const DECIDED: Readonly<Record<string, { tiers: readonly Tier[]; what: Counted }>> = {
  "allowed by your rules": { tiers: ["allow"], what: "passed" },
  "allowed by learned rules": { tiers: ["auto"], what: "passed" },
  "allowed by the model": { tiers: ["llm"], what: "passed" },
  "asked, by rule": { tiers: ["ask"], what: "asked" },
  "asked, by the model": { tiers: ["llm"], what: "asked" },
  "denied by rule or built-in": { tiers: ["floor", "deny"], what: "denied" },
  "denied by the model": { tiers: ["llm"], what: "denied" },
  "no opinion": { tiers: ["passthrough"], what: "passed" },
  "error, no opinion": { tiers: [...TIERS], what: "errors" },
};

/** Columns of the tables by project and by tool. */
const COLUMNS: Readonly<Record<string, Counted>> = {
  calls: "calls",
  denied: "denied",
  prompts: "prompts",
  passthrough: "ratio",
};

/**
 * The block with what the page needs to count it anew. A figure is marked only where the cube
 * gives the very figure that stands there: what it does not give is not counted anew.
 */
export function withRecount(block: Block, sectionId: string, cube: Cube): Block {
  switch (block.kind) {
    case "figures":
      return { ...block, figures: block.figures.map((figure) => measured(figure, cube)) };
    case "bars":
      return sectionId === "by-day" && isByDay(block, cube) ? { ...block, days: true } : block;
    case "table":
      return recounted(block, cube);
    default:
      return block;
  }
}

function measured(figure: Figure, cube: Cube): Figure {
  const measure = FIGURES[figure.label];
  if (measure === undefined) return figure;
  const value = countOf(cube.cells, EVERYTHING, measure);
  // Too few calls for a ratio: the page has the same few.
  const isFew = measure === "ratio" && numberOf(figure.value) === null;
  const isSame = holds(figure.value, value) || isFew;
  return isSame ? { ...figure, measure } : figure;
}

/** Whether its rows are the days of the cube, and its first two bars their calls and prompts. */
function isByDay(block: Of<"bars">, cube: Cube): boolean {
  if (block.rows.length !== cube.days.length || block.series.length !== 2) return false;
  const sums = cube.days.map(() => [0, 0]);
  for (const [day = -1, , , , calls = 0, , , prompts = 0] of cube.cells) {
    const [before = 0, seen = 0] = sums[day] ?? [];
    sums[day] = [before + calls, seen + prompts];
  }
  return block.rows.every(({ bars }, index) =>
    bars.every(({ value }, place) => (numberOf(value) ?? 0) === sums[index]?.[place]),
  );
}

function recounted(table: Of<"table">, cube: Cube): Block {
  const rows = table.rows.map((row) => recountRow(row, table, cube));
  const known = rows.flatMap((row) => (row === null ? [] : [row]));
  if (rows.length === 0 || known.length < rows.length) return table;
  const all = table.total === null ? null : totalRow(table.total, table);
  const total = all !== null && holdsRow(table.total ?? [], all, cube) ? all : null;
  return { ...table, recount: { version: 1, rows: known, total } };
}

function recountRow(row: readonly Value[], table: Of<"table">, cube: Cube): RecountRow | null {
  const made = decidedRow(row, table) ?? namedRow(row, table, cube);
  return made !== null && holdsRow(row, made, cube) ? made : null;
}

function decidedRow([first]: readonly Value[], table: Of<"table">): RecountRow | null {
  const line = first?.kind === "text" ? DECIDED[first.text] : undefined;
  if (line === undefined) return null;
  const cells = decidedCells(table, line.what);
  return { ...ALL, tiers: line.tiers.map((tier) => TIERS.indexOf(tier)), cells };
}

function decidedCells(table: Of<"table">, what: Counted): RecountRow["cells"] {
  const cells = table.columns.map(({ title }) => {
    if (title === "calls") return what;
    return title === "share" ? "share" : null;
  });
  const drawn = table.rows[0]?.findIndex((value) => value.kind === "share") ?? -1;
  return cells.map((cell, index) => (index === drawn ? "bar" : cell));
}

/** A row of a table whose first column is the project or the tool. */
function namedRow([first]: readonly Value[], table: Of<"table">, cube: Cube): RecountRow | null {
  const by = table.columns[0]?.title;
  if (first?.kind !== "quote" || (by !== "project" && by !== "tool")) return null;
  const names = by === "project" ? cube.projects : cube.tools;
  const at = names.findIndex((name) => name.kind === "quote" && name.text === first.text);
  if (at === -1) return null;
  const cells = table.columns.map(({ title }) => COLUMNS[title] ?? null);
  return { ...ALL, [by]: at, cells };
}

function totalRow(total: readonly Value[], table: Of<"table">): RecountRow | null {
  const [first] = total;
  if (first?.kind !== "text" || first.text !== "all") return null;
  return { ...ALL, cells: decidedCells(table, "calls") };
}

function holdsRow(row: readonly Value[], recount: RecountRow, cube: Cube): boolean {
  const counts = recount.cells.map((what, index) => {
    if (what === null || what === "share" || what === "bar") return true;
    const value = row[index];
    return (
      value !== undefined && holds(value, countOf(cube.cells, { ...recount, day: null }, what))
    );
  });
  return counts.every((one) => one) && recount.cells.some((what) => what !== null);
}

function holds(value: Value, sum: number | null): boolean {
  const number = numberOf(value);
  if (number === null || sum === null) return number === sum;
  return Math.abs(number - sum) < 1e-9;
}

function numberOf(value: Value): number | null {
  return value.kind === "count" || value.kind === "ratio" ? value.value : null;
}
