import { rowsOf } from "../../findings/facts.ts";
import { count, counted, named, text } from "../../findings/values.ts";
import { type SectionKind, TOP } from "../section.ts";
import { columns, cut, total } from "../table.ts";

/** The kinds of call that fell through, where that can mean a prompt. */
export const noRuleCovered = {
  needs: ["uncovered"],
  make: ({ facts }) => {
    const rows = rowsOf(facts, "uncovered");
    const calls = total(rows.map((row) => row.calls));
    const { shown, more } = cut(rows, TOP, null);
    return {
      id: "no-rule-covered",
      title: "No rule covered",
      summary: calls === 0 ? [] : counted(calls, "call"),
      fold: true,
      blocks: [
        {
          kind: "table",
          columns: columns("what", ">calls", ">sessions", ">refused"),
          rows: shown.map((row) => [
            named(row.fingerprint),
            count(row.calls),
            count(row.sessions),
            count(row.refused),
          ]),
          // Sessions do not add up: one session has calls of several kinds.
          total: [
            text("all"),
            count(calls),
            text(""),
            count(total(rows.map((row) => row.refused))),
          ],
          more,
          empty: "Rules covered every call that could have asked you.",
        },
      ],
    };
  },
} as const satisfies SectionKind;
