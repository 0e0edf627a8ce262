import { highestOf } from "../glyphs.ts";
import type { Unit } from "../value-words.ts";
import { gridValues } from "./scale.ts";

/** Pixels from the top: room for a value, the plot, then two lines of labels. */
export const PLOT_TOP = 28;
const PLOT = 160;
export const BOTTOM = PLOT_TOP + PLOT;

/** Values of a scale from zero, with the pixel at which each stands. */
export interface Axis {
  /** Value of the highest gridline. */
  readonly top: number;
  readonly lines: readonly { y: number; value: number }[];
}

export function axisOf(values: readonly (number | null)[], unit: Unit): Axis {
  const lines = gridValues(highestOf(values), unit);
  const top = lines.at(-1) ?? 1;
  return { top, lines: lines.map((value) => ({ y: heightOf(value, top), value })) };
}

/** The pixel of a value, from the top. */
export function heightOf(value: number, top: number): number {
  return tenth(BOTTOM - (value / top) * PLOT);
}

/** Places along a plot of `count` labels, in percent; a column fills that much of its place. */
export function slots(count: number, filled = 0.62) {
  const slot = 100 / Math.max(1, count);
  const width = Math.min(8, slot * filled);
  return {
    width: percent(width),
    middle: (index: number) => percent((index + 0.5) * slot),
    left: (index: number) => percent((index + 0.5) * slot - width / 2),
    right: (index: number) => percent((index + 0.5) * slot + width / 2),
  };
}

/** Where there is no room for all labels, every other one is shown, the last among them. */
export function isShown(index: number, count: number, most: number): boolean {
  return (count - 1 - index) % Math.ceil(count / most) === 0;
}

export function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

function percent(value: number): string {
  return `${Math.round(value * 100) / 100}%`;
}
