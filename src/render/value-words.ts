import type { Report, Value } from "../model/report.ts";
import { cleanText } from "./escape-text.ts";
import { changeWords, countWords, durationWords, ratioWords } from "./figure-words.ts";
import { type Glyphs, sparkline } from "./glyphs.ts";
import { timeWords } from "./times.ts";

/** What values are shown against: the report's window and zone, and the signs to draw with. */
export interface Frame {
  readonly window: Report["window"];
  readonly glyphs: Glyphs;
}

/** A value in plain words, cleaned and not yet escaped. A `share` alone has none. */
export function valueWords(value: Value, frame: Frame): string {
  const { nothing } = frame.glyphs;
  switch (value.kind) {
    case "text":
    case "quote":
    case "command":
      return cleanText(value.text);
    case "count":
      return value.value === null ? nothing : countWords(value.value);
    case "ratio":
      return value.value === null ? nothing : ratioWords(value.value);
    case "duration":
      return value.ms === null ? nothing : durationWords(value.ms);
    case "time":
      return value.at === null ? nothing : timeWords(value.at, value.style, frame.window);
    case "spark":
      return sparkline(value.values, frame.glyphs);
    case "change":
      return changeWords(value, frame.glyphs);
    case "share":
      return "";
  }
}

/** The number behind a value, in its own unit; null where it is not a number. */
export function numberOf(value: Value): number | null {
  if (value.kind === "count" || value.kind === "ratio") return value.value;
  return value.kind === "duration" ? value.ms : null;
}

/** What a number counts: calls, a share of 0 to 1, milliseconds. */
export type Unit = "count" | "ratio" | "ms";

/** A number as a value, from a `line` block or for an axis. */
export function unitValue(number: number | null, unit: Unit): Value {
  if (unit === "ms") return { kind: "duration", ms: number };
  return { kind: unit, value: number };
}

/** The unit of the number behind a value. */
export function unitOf(value: Value): Unit {
  if (value.kind === "duration") return "ms";
  return value.kind === "ratio" ? "ratio" : "count";
}

/** `11.8 to 21.4 %`; empty where there is no interval. */
export function intervalWords(
  range: { low: number | null; high: number | null },
  unit: Unit,
  frame: Frame,
): string {
  if (range.low === null || range.high === null) return "";
  const low = valueWords(unitValue(range.low, unit), frame);
  const high = valueWords(unitValue(range.high, unit), frame);
  return `${unit === "ratio" ? low.replace(/\D+$/, "") : low} to ${high}`;
}
