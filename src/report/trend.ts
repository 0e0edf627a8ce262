import type { Facts } from "../findings/facts.ts";
import { byWindow, rowsOf } from "../findings/facts.ts";
import type { MetricRow } from "../metrics/index.ts";
import { windowLabel } from "../model/window.ts";
import { total } from "./table.ts";

/** `2026-W47` or `2026-11-16`, oldest first. */
export function labelsOf(facts: Facts): string[] {
  return facts.windows.map(windowLabel);
}

/** `week` or `day`: what the windows of the trend are. */
export function stepWord(facts: Facts): string {
  const [first = ""] = labelsOf(facts);
  return /W\d{2}$/.test(first) ? "week" : "day";
}

/** Calls of each window that `which` picks; zero in an empty one. */
export function callsWhere(facts: Facts, which: (row: MetricRow<"classes">) => boolean): number[] {
  return byWindow(rowsOf(facts, "classes"), facts.windows).map((rows) =>
    total(rows.filter(which).map((row) => row.calls)),
  );
}
