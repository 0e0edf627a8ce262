import { rowsOf } from "../../findings/facts.ts";
import { duration } from "../../findings/values.ts";
import type { SectionKind } from "../section.ts";
import { columns } from "../table.ts";
import { dayWords } from "./model-by-day.ts";

/** How long the model took on each day; a verdict that was remembered took no time. */
export const modelLatency = {
  needs: ["model-by-day"],
  make: ({ facts }) => {
    const rows = rowsOf(facts, "model-by-day");
    if (rows.length === 0) return null;
    const dayOf = dayWords(facts);
    return {
      id: "model-latency",
      title: "How long it took",
      summary: [],
      fold: false,
      blocks: [
        {
          kind: "table",
          columns: columns("day", ">p50", ">p95", ">longest"),
          rows: rows.map((row) => [
            dayOf(row),
            duration(row.p50_ms),
            duration(row.p95_ms),
            duration(row.max_ms),
          ]),
          total: null,
          more: null,
          empty: "",
        },
      ],
    };
  },
} as const satisfies SectionKind;
