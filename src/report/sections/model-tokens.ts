import { byWindow, rowsOf } from "../../findings/facts.ts";
import { count, named } from "../../findings/values.ts";
import type { SectionKind } from "../section.ts";
import { columns } from "../table.ts";

/** Which models were asked, and how much their questions and answers took. */
export const modelTokens = {
  needs: ["model-tokens"],
  make: ({ facts }) => {
    const rows = byWindow(rowsOf(facts, "model-tokens"), facts.windows).at(-1) ?? [];
    if (rows.length === 0) return null;
    return {
      id: "model-tokens",
      title: "Models",
      summary: [],
      fold: false,
      blocks: [
        {
          kind: "table",
          columns: columns("model", ">calls", ">remembered", ">tokens in", ">tokens out"),
          rows: rows.map((row) => [
            named(`${row.provider} ${row.model}`.trim() || "not told"),
            count(row.asked),
            count(row.remembered),
            // Not every provider tells them.
            count(row.told === 0 ? null : row.tokens_in),
            count(row.told === 0 ? null : row.tokens_out),
          ]),
          total: null,
          more: null,
          empty: "Not asked.",
        },
      ],
    };
  },
} as const satisfies SectionKind;
