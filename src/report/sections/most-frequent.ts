import { ours, scopeFlags } from "../../findings/command-line.ts";
import { rowsOf } from "../../findings/facts.ts";
import { count, named, ratio, text } from "../../findings/values.ts";
import { type SectionKind, TOP } from "../section.ts";
import { columns, cut } from "../table.ts";

/** The most frequent kinds of call, and what became of them. */
export const mostFrequent = {
  needs: ["fingerprints"],
  make: ({ facts }) => {
    const rows = rowsOf(facts, "fingerprints");
    const { shown, more } = cut(rows, TOP, ours(`stats ${scopeFlags(facts)} --json`, facts));
    return {
      id: "most-frequent",
      title: "Most frequent",
      summary: [],
      fold: true,
      blocks: [
        {
          kind: "table",
          columns: columns("what", ">calls", ">sessions", ">ok", ">failed", ">stopped"),
          rows: shown.map((row) => {
            const stopped = row.refused + row.denied + row.classifier_denied + row.interrupted;
            const share = (calls: number) => ratio(row.calls === 0 ? null : calls / row.calls);
            return [
              named(row.fingerprint),
              count(row.calls),
              count(row.sessions),
              share(row.ok),
              share(row.failed),
              share(stopped),
            ];
          }),
          total: null,
          more,
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
