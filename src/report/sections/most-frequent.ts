import { askedFlags, ours } from "../../findings/command-line.ts";
import { rowsOf } from "../../findings/facts.ts";
import { count, named, ratio, text } from "../../findings/values.ts";
import type { SectionKind } from "../section.ts";
import { columns, moreThan } from "../table.ts";

/** The most frequent kinds of call, and what became of them. */
export const mostFrequent = {
  needs: ["most-frequent"],
  make: ({ facts }) => {
    const rows = rowsOf(facts, "most-frequent");
    const all = ours(`stats ${askedFlags(facts)} --json`, facts);
    return {
      id: "most-frequent",
      title: "Most frequent",
      summary: [],
      fold: true,
      blocks: [
        {
          kind: "table",
          columns: columns("what", ">calls", ">sessions", ">ok", ">failed", ">stopped"),
          rows: rows.map((row) => {
            const share = (calls: number) => ratio(row.calls === 0 ? null : calls / row.calls);
            return [
              named(row.fingerprint),
              count(row.calls),
              count(row.sessions),
              share(row.ok),
              share(row.failed),
              share(row.stopped),
            ];
          }),
          total: null,
          more: moreThan(rows, rows[0]?.kinds ?? 0, all),
          empty: "No call.",
        },
        {
          kind: "note",
          term: "stopped",
          text: [
            text(
              "refused by you, denied, or interrupted. What is missing to 100 % is open or unknown.",
            ),
          ],
        },
      ],
    };
  },
} as const satisfies SectionKind;
