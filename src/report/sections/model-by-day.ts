import { rowsOf } from "../../findings/facts.ts";
import { count, duration, text, time } from "../../findings/values.ts";
import { windowDays, windowLabel } from "../../model/window.ts";
import type { SectionKind } from "../section.ts";
import { columns, total } from "../table.ts";

/** What the model said on each day on which it was asked, and how long it took. */
export const modelByDay = {
  needs: ["model-by-day"],
  make: ({ facts }) => {
    const rows = rowsOf(facts, "model-by-day");
    if (rows.length === 0) return null;
    const starts = new Map(
      windowDays(facts.window).map((day) => [windowLabel(day), Date.parse(day.since)]),
    );
    const sum = (of: (row: (typeof rows)[number]) => number) => count(total(rows.map(of)));
    return {
      id: "model-by-day",
      title: "By day",
      summary: [],
      fold: false,
      blocks: [
        {
          kind: "table",
          columns: columns("day", ">asked", ">green", ">yellow", ">red", ">none", ">p50", ">p95"),
          rows: rows.map((row) => {
            const start = starts.get(row.day);
            return [
              start === undefined ? text("") : time(start, "day"),
              count(row.asked),
              count(row.green),
              count(row.yellow),
              count(row.red),
              count(row.errors),
              duration(row.p50_ms),
              duration(row.p95_ms),
            ];
          }),
          total: [
            text("all"),
            sum((row) => row.asked),
            sum((row) => row.green),
            sum((row) => row.yellow),
            sum((row) => row.red),
            sum((row) => row.errors),
            text(""),
            text(""),
          ],
          more: null,
          empty: "Not asked.",
        },
      ],
    };
  },
} as const satisfies SectionKind;
