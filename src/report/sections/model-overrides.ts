import { rowsOf } from "../../findings/facts.ts";
import { count, named, text, time } from "../../findings/values.ts";
import type { SectionKind } from "../section.ts";
import { TOP } from "../section.ts";
import { columns, cut } from "../table.ts";

/** Kinds of call that were doubted or denied and, made again, allowed. */
export const modelOverrides = {
  needs: ["model-overrides", "model-latency"],
  make: ({ facts }) => {
    const rows = rowsOf(facts, "model-overrides");
    const asked = rowsOf(facts, "model-latency").some((row) => row.asked > 0);
    if (!asked && rows.length === 0) return null;
    const { shown, more } = cut(rows, TOP, null);
    return {
      id: "model-overrides",
      title: "Allowed when made again",
      summary: [],
      fold: false,
      blocks: [
        {
          kind: "table",
          columns: columns("what", "it said", ">by rule", ">by you", "last", "rule"),
          rows: shown.map((row) => [
            named(row.fingerprint),
            text(row.score),
            count(row.by_rule),
            count(row.by_user),
            time(row.last_ms, "day_clock"),
            named(row.rule),
          ]),
          total: null,
          more,
          empty: "No call that it called YELLOW or RED was made again and allowed.",
        },
      ],
    };
  },
} as const satisfies SectionKind;
