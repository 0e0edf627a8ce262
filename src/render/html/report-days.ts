import { type Cell, DIMENSIONS } from "../../model/cube.ts";
import type { Block, Report } from "../../model/report.ts";
import type { Markup } from "../markup.ts";
import type { KnownDays } from "./day-layers.ts";

/** The bars whose rows are the days of the cube. */
export function dayBars(report: Report): Extract<Block, { kind: "bars" }> | undefined {
  const blocks = report.sections.flatMap((section) => section.blocks);
  return blocks.flatMap((block) => (block.kind === "bars" && block.days ? [block] : []))[0];
}

/** The days of the cube in words; where no chart says them, their dates. */
export function dayLabels(report: Report, markup: Markup): string[] {
  const bars = dayBars(report);
  if (bars !== undefined) return bars.rows.map((row) => markup.cell(row.label));
  return (report.cube?.days ?? []).map((day) => markup.text(day));
}

/** One cell for all projects and tools: days are counted layer by layer, and by neither. */
export function byDayAndTier(cells: readonly Cell[]): Cell[] {
  const sums = new Map<string, number[]>();
  for (const cell of cells) {
    const key = `${cell[0]} ${cell[3]}`;
    const sum = sums.get(key);
    if (sum === undefined) sums.set(key, [...cell]);
    for (let at = DIMENSIONS; sum !== undefined && at < cell.length; at += 1) {
      sum[at] = (sum[at] ?? 0) + (cell[at] ?? 0);
    }
  }
  return [...sums.values()];
}

/** What the bars say of their days: those without calls are yet to come. */
export function knownDays(report: Report): KnownDays {
  const rows = dayBars(report)?.rows ?? [];
  const isKnown = (bar: (typeof rows)[number]["bars"][number] | undefined): boolean =>
    bar?.value.kind === "count" && bar.value.value !== null;
  return {
    missing: rows.flatMap(({ bars: [calls] }, index) => (isKnown(calls) ? [] : [index])),
    prompts: rows.some(({ bars: [, prompts] }) => isKnown(prompts)),
  };
}
