import { SEVERITIES, type Severity } from "../model/words.ts";

/** The few signs that every format draws with. */
export interface Glyphs {
  readonly marks: Readonly<Record<Level, string>>;
  readonly arrow: string;
  readonly rule: string;
  readonly ellipsis: string;
  readonly nothing: string;
  readonly up: string;
  readonly down: string;
  readonly same: string;
  /** From empty to full, nine of them. */
  readonly eighths: readonly string[];
  /** From zero to the highest, eight of them. */
  readonly heights: readonly string[];
  readonly gap: string;
  /** The parts of one bar, five that are told apart. */
  readonly parts: readonly string[];
}

export type Level = "red" | "amber" | "green" | "none";

export const UNICODE: Glyphs = {
  marks: { red: "■", amber: "◆", green: "●", none: "○" },
  arrow: "→",
  rule: "─",
  ellipsis: "…",
  nothing: "–",
  up: "▲",
  down: "▼",
  same: "≈",
  eighths: ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"],
  heights: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
  gap: "·",
  parts: ["█", "▒", "▓", "░", "▚"],
};

export const ASCII: Glyphs = {
  marks: { red: "[!]", amber: "[~]", green: "[ok]", none: "[.]" },
  arrow: "->",
  rule: "-",
  ellipsis: "...",
  nothing: "-",
  up: "^",
  down: "v",
  same: "=",
  eighths: ["", "", "", "", "#", "#", "#", "#", "#"],
  heights: ["_", ".", ":", "-", "=", "+", "*", "#"],
  gap: " ",
  parts: ["#", "+", "=", ".", "%"],
};

/** How a finding's severity is said, and the level whose mark and colour it takes. */
export const SEVERITY = {
  critical: { word: "FIX", level: "red" },
  warn: { word: "LOOK", level: "amber" },
  info: { word: "WAIT", level: "none" },
} as const satisfies Record<Severity, { word: string; level: Level }>;

/** The longest of the words above. */
export const SEVERITY_WIDTH = Math.max(...SEVERITIES.map((name) => SEVERITY[name].word.length));

/**
 * One sign for each value, scaled from zero to the highest of them; `gap` where there is no data,
 * which is not the lowest sign: that is zero.
 */
export function sparkline(values: readonly (number | null)[], glyphs: Glyphs): string {
  const highest = highestOf(values);
  return values.map((value) => (value === null ? glyphs.gap : sign(value, highest))).join("");

  function sign(value: number, of: number): string {
    const step = of <= 0 ? 0 : Math.ceil((value / of) * 7 - 0.5);
    return glyphs.heights[Math.max(0, step)] ?? "";
  }
}

/** A bar of `share` (0 to 1) of `columns`, to an eighth; anything above zero is seen. */
export function bar(share: number | null, columns: number, glyphs: Glyphs): string {
  if (share === null || share <= 0 || columns <= 0) return "";
  const eighths = Math.max(1, Math.round(Math.min(1, share) * columns * 8));
  const full = (glyphs.eighths[8] ?? "").repeat(Math.floor(eighths / 8));
  return `${full}${glyphs.eighths[eighths % 8] ?? ""}` || (glyphs.eighths[8] ?? "");
}

/**
 * A bar made of parts, each a share (0 to 1) of `columns`. Where one ends is rounded from where the
 * bar begins, so that it is as long as its parts together; a part too small for a column is not seen.
 */
export function stackedBar(parts: readonly number[], columns: number, glyphs: Glyphs): string {
  let share = 0;
  let drawn = 0;
  return parts
    .map((part, index) => {
      share += part;
      const end = Math.round(Math.min(1, share) * columns);
      const width = Math.max(0, end - drawn);
      drawn += width;
      return (glyphs.parts[index % glyphs.parts.length] ?? "").repeat(width);
    })
    .join("");
}

/** The highest of the values; 0 where there is none. */
export function highestOf(values: readonly (number | null)[]): number {
  return values.reduce<number>((top, value) => Math.max(top, value ?? 0), 0);
}
