import { ours } from "../../findings/command-line.ts";
import { learnedAt } from "../../findings/learning-facts.ts";
import { command, count, counted, text, time } from "../../findings/values.ts";
import type { Value } from "../../model/report.ts";
import { note } from "../blocks.ts";
import { nameOf, usesOf } from "../learned-words.ts";
import type { SectionKind } from "../section.ts";
import { columns, cut } from "../table.ts";

const SHOWN = 20;

/** The learned rules that were in force at the window's end: what each granted since. */
export const learnedRules = {
  needs: ["learned-rules"],
  make: ({ facts }) => {
    const { learning, window, asOf } = facts;
    const until = asOf < window.until ? asOf : window.until;
    const uses = usesOf(facts);
    const rules = learnedAt(learning.changes, until)
      .map(({ shape, change }) => ({ shape, change, uses: uses.get(shape.id) }))
      .sort((a, b) => (b.uses?.uses ?? 0) - (a.uses?.uses ?? 0));
    const { shown, more } = cut(rules, SHOWN, ours("rules list", facts));
    const last = (at: number | undefined): Value =>
      at === undefined ? text("never") : time(at, "day");
    return {
      id: "learned-rules",
      title: "Learned rules",
      summary: rules.length === 0 ? [] : counted(rules.length, "rule"),
      headline: rules.length === 0 ? [] : counted(rules.length, "learned rule"),
      fold: false,
      blocks: [
        {
          kind: "table",
          columns: columns("rule", "since", ">uses", ">kinds", ">went wrong", "last"),
          rows: shown.map(({ shape, change, uses: row }) => [
            nameOf(shape),
            time(Date.parse(change.at), "day"),
            count(row?.uses ?? 0),
            count(row?.fingerprints ?? 0),
            count((row?.failed ?? 0) + (row?.refused ?? 0)),
            last(row?.last_ms),
          ]),
          total: null,
          more,
          empty: "No learned rule was in force.",
        },
        ...(rules.length === 0
          ? []
          : [
              note("went wrong", [
                text("its calls that failed or were refused; kinds are of call."),
              ]),
              note("one rule", [
                command(ours("rules show NAME", facts)),
                text(" shows it as it is written, "),
                command(ours("rules revoke NAME", facts)),
                text(" takes it away."),
              ]),
            ]),
      ],
    };
  },
} as const satisfies SectionKind;
