import type { Unit } from "../value-words.ts";

/** Steps of an axis that a reader can halve and double in the head. */
const STEPS = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/** Gridlines above zero. */
const LINES = 3;

/**
 * The values of three gridlines from zero up to at least `highest`, the top one last, at even
 * steps: 438 gives 150, 300, 450. Counts have whole steps; a ratio ends at 1, in quarters.
 */
export function gridValues(highest: number, unit: Unit): number[] {
  if (highest <= 0) return [1, 2, 3].map((line) => (unit === "ratio" ? line / 100 : line));
  const raw = highest / LINES;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = STEPS.map((one) => one * power).find((one) => one >= raw - 1e-12) ?? power * 10;
  if (unit === "ratio" && step * LINES > 1) return [0.25, 0.5, 0.75, 1];
  const whole = unit === "count" ? Math.max(1, Math.ceil(step)) : step;
  return Array.from({ length: LINES }, (_, index) => whole * (index + 1));
}
