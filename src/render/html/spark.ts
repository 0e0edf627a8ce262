import { highestOf } from "../glyphs.ts";

const WIDTH = 120;
const HEIGHT = 28;

/** Columns of a sparkline of 120 by 28 pixels, from zero; the last one is this window. */
export function sparkColumns(values: readonly (number | null)[]) {
  const highest = highestOf(values);
  const slot = WIDTH / Math.max(1, values.length);
  return values.map((value, index) => {
    const height = value === null || highest === 0 ? 1 : Math.max(1, (value / highest) * HEIGHT);
    return {
      x: Math.round(index * slot * 10) / 10,
      y: Math.round((HEIGHT - height) * 10) / 10,
      width: Math.round((slot - 3) * 10) / 10,
      height: Math.round(height * 10) / 10,
      middle: Math.round((index * slot + (slot - 3) / 2) * 10) / 10,
      isLast: index === values.length - 1,
      isGap: value === null,
    };
  });
}
