import { askedFlags, ours } from "../../findings/command-line.ts";
import { rowsOf } from "../../findings/facts.ts";
import { count, counted, ownWord, quote, text, time } from "../../findings/values.ts";
import { RULE_KINDS } from "../../model/words.ts";
import type { SectionKind } from "../section.ts";
import { columns, cut } from "../table.ts";

const SHOWN = 20;

/** Rules by what they decided in the window; those that decided nothing are another section's. */
export const ruleHits = {
  needs: ["rules"],
  make: ({ facts }) => {
    const rows = rowsOf(facts, "rules");
    const { shown, more } = cut(rows, SHOWN, ours(`stats ${askedFlags(facts)} --json`, facts));
    return {
      id: "rule-hits",
      title: "Rules by hits",
      summary: rows.length === 0 ? [] : [...counted(rows.length, "rule"), text(" decided")],
      headline: rows.length === 0 ? [] : [...counted(rows.length, "rule"), text(" decided")],
      fold: false,
      blocks: [
        {
          kind: "table",
          columns: columns("rule", "kind", ">hits", ">sessions", "last"),
          rows: shown.map((row) => [
            quote(row.rule),
            ownWord(row.rule_source === "auto" ? learned(row.rule_kind) : row.rule_kind, KINDS),
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

const KINDS = [...RULE_KINDS, ...RULE_KINDS.map(learned)];

function learned(kind: string): string {
  return `${kind}, learned`;
}
