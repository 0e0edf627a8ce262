import { ours, scopeFlags } from "../../findings/command-line.ts";
import { rowsOf } from "../../findings/facts.ts";
import { count, counted, named, quote, text, time } from "../../findings/values.ts";
import type { MetricRow } from "../../metrics/index.ts";
import type { Value } from "../../model/report.ts";
import { type SectionKind, TOP } from "../section.ts";
import { columns, cut, total } from "../table.ts";

/** What was denied, by rule. */
export const denied = {
  needs: ["denied", "sessions"],
  make: ({ facts }) => {
    const rows = rowsOf(facts, "denied");
    const calls = total(rows.map((row) => row.calls));
    const sessions = rowsOf(facts, "sessions").filter((session) => session.denied > 0).length;
    const { shown, more } = cut(rows, TOP, ours(`stats ${scopeFlags(facts)} --json`, facts));
    return {
      id: "denied",
      title: "Denied",
      summary: calls === 0 ? [] : [count(calls), text(" in "), ...counted(sessions, "session")],
      fold: true,
      blocks: [
        {
          kind: "table",
          columns: columns("rule", ">count", ">sessions", "last", "example"),
          rows: shown.map((row) => [
            ruleName(row),
            count(row.calls),
            count(row.sessions),
            time(row.last_ms, "day_clock"),
            quote(row.example),
          ]),
          total: null,
          more,
          empty: "Nothing was denied.",
        },
      ],
    };
  },
} as const satisfies SectionKind;

function ruleName(row: MetricRow<"denied">): Value {
  if (row.rule_kind === "llm") return text("the model, RED");
  return named(row.rule_kind === "floor" ? `built-in: ${row.rule}` : row.rule);
}
