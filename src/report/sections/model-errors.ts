import { ours } from "../../findings/command-line.ts";
import { rowsOf } from "../../findings/facts.ts";
import { command, count, counted, named, text, time } from "../../findings/values.ts";
import { note } from "../blocks.ts";
import { type SectionKind, TOP } from "../section.ts";
import { columns, cut, total } from "../table.ts";

/** Why there was no verdict. */
export const modelErrors = {
  needs: ["model-errors", "model-latency"],
  make: ({ facts }) => {
    const asked = rowsOf(facts, "model-latency").some((row) => row.asked > 0);
    const rows = rowsOf(facts, "model-errors");
    if (!asked && rows.length === 0) return null;
    const { shown, more } = cut(rows, TOP, null);
    return {
      id: "model-errors",
      title: "Without a verdict",
      summary: rows.length === 0 ? [] : counted(total(rows.map((row) => row.calls)), "call"),
      fold: false,
      blocks: [
        {
          kind: "table",
          columns: columns("why", ">calls", ">sessions", "last"),
          rows: shown.map((row) => [
            row.error === "" ? text("not told") : named(row.error),
            count(row.calls),
            count(row.sessions),
            time(row.last_ms, "day_clock"),
          ]),
          total: null,
          more,
          empty: "Every question got a verdict.",
        },
        ...(rows.length === 0
          ? []
          : [
              note("now", [
                command(ours("status", facts)),
                text(" says whether the model answers."),
              ]),
            ]),
      ],
    };
  },
} as const satisfies SectionKind;
