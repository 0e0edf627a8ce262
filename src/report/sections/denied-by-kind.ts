import { rowsOf } from "../../findings/facts.ts";
import { count, quote, time } from "../../findings/values.ts";
import type { MetricRow } from "../../metrics/index.ts";
import type { SectionKind } from "../section.ts";
import { columns, total } from "../table.ts";
import { ruleName } from "./denied.ts";

type Row = MetricRow<"denials">;

/** What each rule denied, by kind of call, rules with most denials first. Nothing is cut. */
export const deniedByKind = {
  needs: ["denials"],
  make: ({ facts }) => {
    const rows = rowsOf(facts, "denials");
    const ofRule = (row: Row): number =>
      total(rows.filter((each) => ruleKey(each) === ruleKey(row)).map(({ calls }) => calls));
    const sorted = [...rows].sort(
      (a, b) => ofRule(b) - ofRule(a) || ruleKey(a).localeCompare(ruleKey(b)) || b.calls - a.calls,
    );
    return {
      id: "denied-by-kind",
      title: "Denied, by kind",
      summary: [],
      fold: true,
      blocks: [
        {
          kind: "table",
          columns: columns("rule", "kind of call", ">count", ">sessions", "last", "example"),
          rows: sorted.map((row) => [
            ruleName(row),
            quote(row.fingerprint),
            count(row.calls),
            count(row.sessions),
            time(row.last_ms, "day_clock"),
            quote(row.example),
          ]),
          total: null,
          more: null,
          empty: "Nothing was denied.",
        },
      ],
    };
  },
} as const satisfies SectionKind;

function ruleKey({ rule_id, rule, rule_kind }: Row): string {
  return `${rule_kind} ${rule_id || rule}`;
}
