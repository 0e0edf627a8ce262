import type { Block, Report } from "../../model/report.ts";
import type { Markup } from "../markup.ts";

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

/** Days of the window that are yet to come. */
export function missingDays(report: Report): number[] {
  const rows = dayBars(report)?.rows ?? [];
  return rows.flatMap(({ bars: [calls] }, index) =>
    calls?.value.kind === "count" && calls.value.value === null ? [index] : [],
  );
}
