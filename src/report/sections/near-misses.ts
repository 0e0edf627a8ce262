import { ours } from "../../findings/command-line.ts";
import { rowsOf } from "../../findings/facts.ts";
import { command, count, named, quote, text } from "../../findings/values.ts";
import { note } from "../blocks.ts";
import { type SectionKind, TOP } from "../section.ts";
import { columns, cut } from "../table.ts";

/** Rules that fitted calls in all clauses but one, by that clause. */
export const nearMisses = {
  needs: ["near-misses"],
  make: ({ facts }) => {
    const rows = rowsOf(facts, "near-misses");
    const { shown, more } = cut(rows, TOP, null);
    return {
      id: "near-misses",
      title: "Near misses",
      summary: [],
      fold: true,
      blocks: [
        {
          kind: "table",
          columns: columns(
            "rule",
            "but for",
            "most often found",
            ">calls",
            ">sessions",
            ">refused",
          ),
          rows: shown.map((row) => [
            named(row.rule),
            named(row.clause),
            row.found === "" ? text("nothing") : quote(row.found),
            count(row.calls),
            count(row.sessions),
            count(row.refused),
          ]),
          total: null,
          more,
          empty: "No rule missed a call by one clause.",
        },
        ...(rows.length === 0
          ? []
          : [
              note("mend", [
                text(
                  "one edit of that clause may cover these calls, as far as nothing else of their line is open: ",
                ),
                command(ours("rules suggest", facts)),
              ]),
            ]),
      ],
    };
  },
} as const satisfies SectionKind;
