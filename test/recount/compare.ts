import { expect } from "vitest";
import type { Report } from "../../src/model/report.ts";
import type { Stats } from "../../src/model/stats.ts";
import type { Row, recountScorecard, recountTrends } from "./series.ts";
import type { recountStats } from "./stats.ts";

type Block = Report["sections"][number]["blocks"][number];

/** Digits of a double in which two ways of summing agree, and of an interval by a table of t. */
const DIGITS = 9;
const INTERVAL_DIGITS = 3;

/** Every figure of `stats --json` against the recount. */
export function expectStats(
  stats: Stats,
  told: ReturnType<typeof recountStats>,
  error: number | null,
): void {
  const { version: _, window: __, prompts_saved, passthrough_ratio, ...figures } = stats;
  const { prompts_saved: saved, passthrough_ratio: ratio, ...own } = told;
  expect(rounded(figures)).toEqual(rounded(own));
  expect(rounded(prompts_saved)).toEqual(rounded({ estimate: saved, error }));
  const { low, high, ...counts } = passthrough_ratio;
  const { low: ownLow, high: ownHigh, ...ownCounts } = ratio;
  expect(rounded(counts)).toEqual(rounded(ownCounts));
  expectEnds({ low, high }, { low: ownLow, high: ownHigh });
}

/** The scorecard of a digest against the recount: all that its eight rows show. */
export function expectScorecard(report: Report, rows: ReturnType<typeof recountScorecard>): void {
  const [block] = blocksOf(report, "the-week");
  if (block?.kind !== "figures") throw new Error("the digest has no scorecard");
  const shown = block.figures.map(
    (figure): Row => ({
      value: numberOf(figure.value),
      last: numberOf(figure.last),
      median: numberOf(figure.median),
      spark: figure.spark,
      change: { sign: figure.change.sign, amount: figure.change.amount },
    }),
  );
  expect(rounded(shown)).toEqual(rounded(rows));
}

/** Every figure of a trend against the recount, and its labels. */
export function expectTrends(
  report: Report,
  told: ReturnType<typeof recountTrends>,
  labels: readonly string[],
): void {
  expect(tableOf(report, "decisions")).toEqual(rowsOf(labels, told.decisions));
  expect(tableOf(report, "tiers", 1)).toEqual(rowsOf(labels, told.tiers));
  const [bars] = blocksOf(report, "prompts");
  if (bars?.kind !== "bars") throw new Error("the trend has no prompts");
  const shown = bars.rows.map((row) => [
    textOf(row.label),
    // Rules that were added are counted in the history, not in the log.
    ...row.bars.slice(0, 2).map((bar) => numberOf(bar.value)),
  ]);
  expect(shown).toEqual(labels.map((label, at) => [label, ...told.prompts.map((one) => one[at])]));
  const [line] = blocksOf(report, "passthrough-ratio");
  if (line?.kind !== "line") throw new Error("the trend has no ratio");
  expect(line.points.map((point) => point.label)).toEqual(labels);
  for (const [at, point] of line.points.entries()) {
    const own = told.ratio[at];
    expect(rounded(point.value)).toEqual(rounded(own?.value ?? null));
    expectEnds(point, { low: own?.low ?? null, high: own?.high ?? null });
  }
  const counts = told.ratio.map(({ k, n }) => [k, n]);
  expect(tableOf(report, "passthrough-ratio", 1)).toEqual(
    labels.map((label, at) => [label, ...(counts[at] ?? [])]),
  );
}

/** The row of each label and, last, of all together. */
function rowsOf(labels: readonly string[], columns: readonly (readonly number[])[]) {
  return [
    ...labels.map((label, at) => [label, ...columns.map((column) => column[at])]),
    ["all", ...columns.map((column) => column.reduce((total, one) => total + one, 0))],
  ];
}

function tableOf(report: Report, section: string, place = 0): (string | number | null)[][] {
  const block = blocksOf(report, section)[place];
  if (block?.kind !== "table") throw new Error(`${section} has no table`);
  return [...block.rows, ...(block.total === null ? [] : [block.total])].map((row) =>
    row.map((cell) => (cell.kind === "text" ? cell.text : numberOf(cell))),
  );
}

function blocksOf(report: Report, section: string): readonly Block[] {
  return report.sections.find((one) => one.id === section)?.blocks ?? [];
}

type Value = Extract<Block, { kind: "table" }>["rows"][number][number];

function numberOf(value: Value): number | null {
  if (value.kind === "count" || value.kind === "ratio") return value.value;
  if (value.kind === "duration") return value.ms;
  throw new Error(`${value.kind} is no figure`);
}

function textOf(value: Value): string {
  return value.kind === "text" ? value.text : "";
}

interface Ends {
  readonly low: number | null;
  readonly high: number | null;
}

function expectEnds(shown: Ends, own: Ends): void {
  for (const end of ["low", "high"] as const) {
    const wanted = own[end];
    if (wanted === null) expect(shown[end]).toBeNull();
    else expect(shown[end]).toBeCloseTo(wanted, INTERVAL_DIGITS);
  }
}

function rounded(value: unknown): unknown {
  const text = JSON.stringify(value, (_, one: unknown) =>
    typeof one === "number" ? Number(one.toPrecision(DIGITS)) : one,
  );
  return JSON.parse(text);
}
