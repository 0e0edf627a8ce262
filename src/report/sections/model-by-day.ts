import { type Facts, rowsOf } from "../../findings/facts.ts";
import { count, text, time } from "../../findings/values.ts";
import type { MetricRow } from "../../metrics/index.ts";
import type { Block, Value } from "../../model/report.ts";
import { dayWindow } from "../../model/window.ts";
import type { SectionKind } from "../section.ts";
import { columns, total } from "../table.ts";

type Row = MetricRow<"model-by-day">;

/** What the model said on each day on which it was asked. */
export const modelByDay = {
  needs: ["model-by-day"],
  make: ({ facts }) => {
    const rows = rowsOf(facts, "model-by-day");
    if (rows.length === 0) return null;
    return {
      id: "model-by-day",
      title: "What it said",
      summary: [],
      fold: false,
      blocks: [saidTable(rows, dayWords(facts))],
    };
  },
} as const satisfies SectionKind;

/** The local day of a row, in words. */
export function dayWords({ window }: Facts): (row: Row) => Value {
  return ({ day }) => time(Date.parse(dayWindow(day, window.timeZone).since), "day");
}

function saidTable(rows: readonly Row[], dayOf: (row: Row) => Value): Block {
  const sum = (of: (row: Row) => number): Value => count(total(rows.map(of)));
  return {
    kind: "table",
    columns: columns("day", ">asked", ">GREEN", ">YELLOW", ">RED", ">no verdict"),
    rows: rows.map((row) => [
      dayOf(row),
      count(row.asked),
      count(row.green),
      count(row.yellow),
      count(row.red),
      count(row.errors),
    ]),
    total: [
      text("all"),
      sum((row) => row.asked),
      sum((row) => row.green),
      sum((row) => row.yellow),
      sum((row) => row.red),
      sum((row) => row.errors),
    ],
    more: null,
    empty: "",
  };
}
