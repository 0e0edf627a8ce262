import { highestOf } from "../glyphs.ts";
import type { Unit } from "../value-words.ts";

/** What one line or one row of columns is of, in order. Its words are escaped. */
export interface Series {
  readonly title: string;
  readonly unit: Unit;
  readonly values: readonly (number | null)[];
  readonly words: readonly string[];
  readonly ranges?: readonly { low: number | null; high: number | null }[];
}

/** `calls: at most 438 (Thu 19 Nov)`. */
export function peakWords(series: Series, labels: readonly string[]): string {
  const highest = highestOf(series.values);
  const at = series.values.indexOf(highest);
  if (series.values.every((value) => value === null)) return `${series.title}: no data`;
  if (at < 0 || highest === 0) return `${series.title}: none`;
  return `${series.title}: at most ${series.words[at]} (${labels[at]})`;
}

/** `prompts you saw rose from 18 (Tue 17 Nov) to 61 (Wed 18 Nov)`: the steepest step. */
export function stepTitle(series: Series, labels: readonly string[]): string {
  const steps = series.values.map((value, index) => {
    const before = series.values[index - 1] ?? null;
    return value === null || before === null ? 0 : value - before;
  });
  const steepest = highestOf(steps.map(Math.abs));
  const at = steps.findIndex((step) => Math.abs(step) === steepest);
  if (steepest === 0) return peakWords(series, labels);
  const verb = (steps[at] ?? 0) > 0 ? "rose" : "fell";
  const from = `${series.words[at - 1]} (${labels[at - 1]})`;
  return `${series.title} ${verb} from ${from} to ${series.words[at]} (${labels[at]})`;
}

/** Everything that is drawn, in words: `Mon 16 Nov: 312 calls, 14 prompts you saw`. */
export function describe(
  series: readonly Series[],
  labels: readonly string[],
  beside: readonly string[],
): string {
  const told = labels.map((label, index) => {
    const words = series.map((one) => `${one.words[index] ?? ""} ${one.title}`.trim());
    return `${label}: ${words.join(", ")}`;
  });
  return [...told, ...beside].join("; ");
}
