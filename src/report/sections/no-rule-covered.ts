import { ours } from "../../findings/command-line.ts";
import { rowsOf } from "../../findings/facts.ts";
import { command, count, counted, named, ratio, text } from "../../findings/values.ts";
import { note } from "../blocks.ts";
import { type SectionKind, TOP } from "../section.ts";
import { columns, cut, total } from "../table.ts";

/** The kinds of call that fell through, where that can mean a prompt, and what became of them. */
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
          columns: columns("what", ">calls", ">sessions", ">ok", ">failed", ">refused"),
          rows: shown.map((row) => [
            named(row.fingerprint),
            count(row.calls),
            count(row.sessions),
            ratio(row.calls === 0 ? null : row.ok / row.calls),
            count(row.failed),
            count(row.refused),
          ]),
          // Sessions do not add up: one session has calls of several kinds.
          total: [
            text("all"),
            count(calls),
            text(""),
            ratio(calls === 0 ? null : total(rows.map((row) => row.ok)) / calls),
            count(total(rows.map((row) => row.failed))),
            count(total(rows.map((row) => row.refused))),
          ],
          more,
          empty: "Rules covered every call that could have asked you.",
        },
        ...(rows.length === 0
          ? []
          : [
              note("rules", [
                text("that would cover some of them, tried on the log: "),
                command(ours("rules suggest", facts)),
              ]),
            ]),
      ],
    };
  },
} as const satisfies SectionKind;
