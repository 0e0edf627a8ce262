import type { Change } from "../model/report.ts";
import type { Glyphs } from "./glyphs.ts";

/** Between a number and its unit: no format breaks a line there. Text shows it as a space. */
export const NO_BREAK = "\u00A0";

const counts = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 });
const tenths = new Intl.NumberFormat("en-US", {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

/** `1,850`; `3.5` for a mean. */
export function countWords(value: number): string {
  return counts.format(value);
}

/** A ratio of 0 to 1 as `16.0 %`. */
export function ratioWords(ratio: number): string {
  return `${tenths.format(ratio * 100)}${NO_BREAK}%`;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `26 ms`, `2.9 s`, `1m30s`, `51m`, `1h52m`, `3 d 12 h`. */
export function durationWords(ms: number): string {
  if (ms < 0) return `-${durationWords(-ms)}`;
  if (ms < 999.5) return `${Math.round(ms)}${NO_BREAK}ms`;
  if (ms < 59_950) return seconds(ms);
  if (ms < 10 * MINUTE) return twoUnits(ms, MINUTE, "m", 1000, "s");
  if (ms < HOUR - MINUTE / 2) return `${Math.round(ms / MINUTE)}m`;
  if (ms < 2 * DAY - MINUTE / 2) return twoUnits(ms, HOUR, "h", MINUTE, "m");
  const hours = Math.round(ms / HOUR);
  const days = `${countWords(Math.floor(hours / 24))}${NO_BREAK}d`;
  return hours % 24 === 0 ? days : `${days}${NO_BREAK}${hours % 24}${NO_BREAK}h`;
}

/** `▲ +138`, `▼ -65`, `≈ same`, `+9, unclear`, `▲ +11.8 pp`, `– (n = 21)`. */
export function changeWords(change: Change, glyphs: Glyphs): string {
  const { amount, sign } = change;
  if (sign === "same") return `${glyphs.same}${NO_BREAK}same`;
  if (sign === "none" || amount === null) {
    return change.n === undefined
      ? glyphs.nothing
      : `${glyphs.nothing}${NO_BREAK}(n = ${countWords(change.n)})`;
  }
  const words = amountWords(amount, change.unit);
  if (sign === "unclear") return `${words}, unclear`;
  return `${sign === "up" ? glyphs.up : glyphs.down}${NO_BREAK}${words}`;
}

function amountWords(amount: number, unit: Change["unit"]): string {
  const plus = amount < 0 ? "-" : "+";
  const size = Math.abs(amount);
  if (unit === "ratio") return `${plus}${tenths.format(size * 100)}${NO_BREAK}pp`;
  if (unit === "count") return `${plus}${countWords(size)}`;
  // Differences of seconds in seconds: +0.5 s beside 2.9 s.
  return `${plus}${size >= 100 && size < 1000 ? seconds(size) : durationWords(size)}`;
}

function seconds(ms: number): string {
  return `${tenths.format(ms / 1000)}${NO_BREAK}s`;
}

function twoUnits(ms: number, big: number, bigUnit: string, small: number, unit: string): string {
  const smalls = Math.round(ms / small);
  const each = big / small;
  const rest = String(smalls % each).padStart(2, "0");
  return `${Math.floor(smalls / each)}${bigUnit}${rest}${unit}`;
}
