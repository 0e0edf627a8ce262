import { ours } from "../../findings/command-line.ts";
import type { WaitingRule } from "../../findings/learning-facts.ts";
import { after, command, count, counted, named, text, time } from "../../findings/values.ts";
import type { Value } from "../../model/report.ts";
import { note } from "../blocks.ts";
import type { SectionKind } from "../section.ts";
import { columns } from "../table.ts";

/** Rules that may be learned, oldest first, and what is still missing. */
export const pendingRules = {
  needs: [],
  make: ({ facts }) => {
    const { waiting, promotion } = facts.learning;
    const rows = [...waiting].sort((a, b) => (a.since < b.since ? -1 : 1));
    return {
      id: "pending-rules",
      title: "Waiting",
      summary: rows.length === 0 ? [] : counted(rows.length, "rule"),
      headline: rows.length === 0 ? [] : [count(rows.length), text(" waiting")],
      fold: false,
      blocks: [
        {
          kind: "table",
          columns: columns("what", "id", "since", ">calls", ">yes", "it waits for"),
          rows: rows.map((rule) => [
            named(rule.fingerprint),
            named(rule.id),
            time(Date.parse(rule.since), "day"),
            count(rule.calls),
            count(rule.confirmed),
            reasonOf(rule, promotion.min_confirmations),
          ]),
          total: null,
          more: null,
          empty: "No rule waits to be learned.",
        },
        ...(rows.length === 0
          ? []
          : [
              note("your word", [
                command(ours("rules pending", facts)),
                text(" shows each with its calls; "),
                command(ours("rules approve ID", facts)),
                text(" learns one now, "),
                command(ours("rules drop ID", facts)),
                text(" never."),
              ]),
            ]),
      ],
    };
  },
} as const satisfies SectionKind;

function reasonOf({ state, inTheWay, confirmed }: WaitingRule, needed: number): Value {
  if (state === "blocked") {
    return inTheWay === null ? text("blocked") : after("blocked: ", named(inTheWay));
  }
  if (state === "ready") return text("the next event");
  const missing = needed - confirmed;
  return text(missing > 0 ? `${missing} more yes` : "another session");
}
