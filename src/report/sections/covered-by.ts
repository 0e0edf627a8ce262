import { after, count, quote, ratio, text } from "../../findings/values.ts";
import type { Value } from "../../model/report.ts";
import { type Friction, frictionOf } from "../friction.ts";
import type { SectionKind } from "../section.ts";
import { columns, cut } from "../table.ts";

const SHOWN = 30;

/** Who asks about each kind of call, which rule lets such calls pass, and how they end. */
export const coveredBy = {
  needs: ["friction"],
  judges: true,
  make: ({ facts }) => {
    const found = frictionOf(facts);
    if (found.length === 0) return null;
    const { shown, more } = cut(found, SHOWN, null);
    return {
      id: "covered-by",
      title: "Who asks, and what covers it",
      summary: [],
      fold: false,
      blocks: [
        {
          kind: "table",
          columns: columns("what", "asked by", "covered by", ">sessions", ">failed"),
          rows: shown.map((one) => [
            quote(one.row.fingerprint),
            askedBy(one),
            covering(one),
            count(one.row.sessions),
            ratio(one.row.hits === 0 ? null : one.row.failed / one.row.hits),
          ]),
          total: null,
          more,
          empty: "",
        },
      ],
    };
  },
} as const satisfies SectionKind;

/** Whoever asked most; a rule by its name. */
function askedBy({ row }: Friction): Value {
  const byClaude = row.hits - row.by_ask_rule - row.by_model;
  if (row.by_ask_rule >= Math.max(row.by_model, byClaude)) return quote(row.ask_rule);
  return text(row.by_model > byClaude ? "the model" : "Claude Code");
}

function covering({ row, stuck }: Friction): Value {
  if (stuck !== null) return quote(stuck.rule);
  return row.granted_by === "" ? text("nothing") : after("in part ", quote(row.granted_by));
}
