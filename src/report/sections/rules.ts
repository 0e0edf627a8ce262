import { ours, scopeFlags } from "../../findings/command-line.ts";
import { type Facts, rowsOf } from "../../findings/facts.ts";
import { command, count, counted, named, quote, text, time } from "../../findings/values.ts";
import type { Block } from "../../model/report.ts";
import { note } from "../blocks.ts";
import { type SectionKind, TOP } from "../section.ts";
import { columns, cut } from "../table.ts";

/** Rules by hits. A rule that never fired is not in the log, so it is not judged here. */
export const rules = {
  needs: ["rules", "near-misses"],
  make: ({ facts, report }) => {
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
        // That report lists all of them.
        ...(report === "rules" ? [] : missesOf(facts)),
      ],
    };
  },
} as const satisfies SectionKind;

/** The rule that missed most calls by a clause that an edit can change. */
function missesOf(facts: Facts): Block[] {
  const rows = rowsOf(facts, "near-misses").filter(({ clause }) => clause !== "understood");
  const [top] = rows;
  if (top === undefined) return [];
  return [
    note("near miss", [
      quote(top.rule),
      text(" missed "),
      ...counted(top.calls, "call"),
      text(" by one clause, "),
      quote(top.clause),
      text(": most often "),
      quote(top.found === "" ? "nothing" : top.found),
      text(" stood there"),
      ...(rows.length === 1 ? [] : [text(`; ${rows.length - 1} more`)]),
      text(". "),
      command(ours("report rules", facts)),
    ]),
  ];
}
