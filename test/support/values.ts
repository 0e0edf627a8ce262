import type { Block, Change, Figure, Report, Value } from "../../src/model/report.ts";

type Table = Extract<Block, { kind: "table" }>;
type Section = Report["sections"][number];

export function share(value: number | null): Value {
  return { kind: "share", value };
}

export function time(at: string | null, style: "clock" | "day" | "day_clock"): Value {
  return { kind: "time", at, style };
}

/** `up 138`, `same`, `unclear 9`, `none`; a number alone counts calls. */
export function change(
  sign: Change["sign"],
  amount: number | null = null,
  unit: Change["unit"] = "count",
): Change {
  return { kind: "change", sign, amount, unit };
}

export function note(term: string, ...values: Value[]): Block {
  return { kind: "note", term, text: values };
}

/** Titles that begin with `>` stand over numbers; the others over words. */
export function table(
  titles: readonly string[],
  rows: Value[][],
  more: Partial<Table> = {},
): Table {
  const columns = titles.map((title) =>
    title.startsWith(">")
      ? ({ title: title.slice(1), align: "right" } as const)
      : ({ title, align: "left" } as const),
  );
  return { kind: "table", columns, rows, total: null, more: null, empty: "none", ...more };
}

/** A row of the scorecard; the spark ends in `value`. */
export function figure(
  label: string,
  values: [Value, Value, Change, Value],
  spark: number[],
): Figure {
  const [value, last, moved, median] = values;
  return { label, value, last, change: moved, median, spark };
}

export function section(title: string, blocks: Block[], more: Partial<Section> = {}): Section {
  const id = title.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return { id, title, summary: [], fold: true, blocks, ...more };
}

export function report(sections: Section[], more: Partial<Report> = {}): Report {
  return {
    version: 1,
    id: "digest:digest:2026-11-16:Europe/Amsterdam",
    name: "digest",
    title: "weekly security digest",
    label: "2026-W47",
    window: {
      since: "2026-11-15T23:00:00.000Z",
      until: "2026-11-22T23:00:00.000Z",
      time_zone: "Europe/Amsterdam",
    },
    as_of: "2026-11-23T06:00:00.000Z",
    verdict: null,
    sections,
    ...more,
  };
}
