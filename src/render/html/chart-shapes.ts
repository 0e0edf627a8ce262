import { type Axis, BOTTOM, heightOf, isShown, slots, tenth } from "./plot.ts";
import type { Series } from "./series.ts";

/** A column from the bottom up, never so low that it is not seen. */
export function column(value: number, axis: Axis): { y: number; height: number } {
  const y = Math.min(BOTTOM - 1, heightOf(value, axis.top));
  return { y, height: tenth(BOTTOM - y) };
}

/** Shades that are told apart. */
export const PARTS = 5;

/** The parts of one column, each on the one before. */
export function piecesOf(row: readonly number[], axis: Axis) {
  let below = 0;
  return row.flatMap((value, part) => {
    const y = heightOf(below + value, axis.top);
    const height = Math.round((heightOf(below, axis.top) - y) * 10) / 10;
    below += value;
    return value <= 0 ? [] : [{ y, height, part: part % PARTS }];
  });
}

/** A dot for each value, with its words above it and the interval around it. */
export function dotsOf(
  line: Series,
  axis: Axis,
  place: (index: number) => { x: string; isMinor: boolean },
) {
  return line.values.flatMap((value, index) => {
    if (value === null) return [];
    const range = line.ranges?.[index];
    const hasRange = range !== undefined && range.low !== null && range.high !== null;
    const high = heightOf(range?.high ?? value, axis.top);
    const y = heightOf(value, axis.top);
    return [
      {
        ...place(index),
        y,
        words: line.words[index] ?? "",
        above: Math.round((hasRange ? high : y) - 10),
        range: hasRange ? { low: heightOf(range.low ?? 0, axis.top), high } : false,
      },
    ];
  });
}

/** A straight piece between each two neighbours with data; a gap stays a gap. */
export function segmentsOf(line: Series, axis: Axis, middle: (index: number) => string) {
  return line.values.flatMap((value, index) => {
    const next = line.values[index + 1] ?? null;
    if (value === null || next === null) return [];
    return [
      {
        x1: middle(index),
        y1: heightOf(value, axis.top),
        x2: middle(index + 1),
        y2: heightOf(next, axis.top),
      },
    ];
  });
}

/** Labels that stand beside each other on a page, and on a phone. */
export const LABELS = { wide: 16, narrow: 7 };

/** What stands below the places of a chart, as much of it as there is room for. */
export function labelsView(labels: readonly string[]) {
  return labels.flatMap((label, index) =>
    isShown(index, labels.length, LABELS.wide)
      ? [
          {
            ...twoLines(label),
            x: slots(labels.length).middle(index),
            isMinor: !isShown(index, labels.length, LABELS.narrow),
            isFirst: index === 0,
          },
        ]
      : [],
  );
}

/**
 * `Mon 16 Nov` as Mon over 16, and Nov where there is room; `2026-W47` as W47 over 2026.
 */
function twoLines(label: string): { first: string; second: string; rest: string } {
  const week = /^(\d{4})-(.+)$/.exec(label);
  if (week !== null) return { first: week[2] ?? "", second: week[1] ?? "", rest: "" };
  const day = /^(\S+) (\S+)( .+)?$/.exec(label);
  return { first: day?.[1] ?? label, second: day?.[2] ?? "", rest: day?.[3] ?? "" };
}
