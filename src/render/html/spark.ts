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

/** `Denied: 14, the highest of 8`: what the sparkline shows. The words are those of the values. */
export function sparkTitle(
  label: string,
  values: readonly (number | null)[],
  words: readonly string[],
): string {
  const last = values.at(-1) ?? null;
  const known = values.filter((value) => value !== null);
  if (last === null) return `${label}: no data`;
  const said = `${label}: ${words.at(-1)}`;
  if (known.length < 2) return said;
  const before = known.slice(0, -1);
  if (before.every((value) => value < last)) return `${said}, the highest of ${known.length}`;
  if (before.every((value) => value > last)) return `${said}, the lowest of ${known.length}`;
  const lowest = words[values.indexOf(Math.min(...known))];
  const highest = words[values.indexOf(Math.max(...known))];
  return `${said}; between ${lowest} and ${highest} in ${known.length}`;
}
