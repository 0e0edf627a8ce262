import { ours, scopeFlags } from "../../findings/command-line.ts";
import { rowsOf } from "../../findings/facts.ts";
import { count, counted, named, text, time } from "../../findings/values.ts";
import { type SectionKind, TOP } from "../section.ts";
import { columns, cut } from "../table.ts";

/** Rules by hits. A rule that never fired is not in the log, so it is not judged here. */
export const rules = {
  needs: ["rules"],
  make: ({ facts }) => {
    const rows = rowsOf(facts, "rules");
    const { shown, more } = cut(rows, TOP, ours(`stats ${scopeFlags(facts)} --json`, facts));
    return {
      id: "rules",
      title: "Rules",
      summary: rows.length === 0 ? [] : [...counted(rows.length, "rule"), text(" decided")],
      fold: true,
      blocks: [
        {
          kind: "table",
          columns: columns("rule", "kind", ">hits", ">sessions", "last"),
          rows: shown.map((row) => [
            named(row.rule),
            named(row.rule_source === "auto" ? `${row.rule_kind}, learned` : row.rule_kind),
            count(row.hits),
            count(row.sessions),
            time(row.last_ms, "day_clock"),
          ]),
          total: null,
          more,
          empty: "No rule decided anything.",
        },
      ],
    };
  },
} as const satisfies SectionKind;
