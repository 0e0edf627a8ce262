import { askedFlags, ours } from "../../findings/command-line.ts";
import { coveredCalls, coveringFor, suggestCommand } from "../../findings/covering.ts";
import { type Facts, rowsOf } from "../../findings/facts.ts";
import type { CoveringRule } from "../../findings/rule-facts.ts";
import { command, count, counted, named, ratio, text } from "../../findings/values.ts";
import type { MetricRow } from "../../metrics/index.ts";
import type { Block, Value } from "../../model/report.ts";
import { note } from "../blocks.ts";
import { type SectionKind, TOP } from "../section.ts";
import { columns, cut, total } from "../table.ts";

/** The kinds of call that fell through, where that can mean a prompt, and what became of them. */
export const noRuleCovered = {
  needs: ["uncovered"],
  suggests: true,
  make: ({ facts }) => {
    const rows = rowsOf(facts, "uncovered");
    const calls = total(rows.map((row) => row.calls));
    const all = ours(`stats ${askedFlags(facts)} --json`, facts);
    const { shown, more } = cut(rows, TOP, all);
    return {
      id: "no-rule-covered",
      title: "No rule covered",
      summary: calls === 0 ? [] : counted(calls, "call"),
      fold: true,
      blocks: [
        {
          kind: "table",
          columns: columns("what", ">calls", ">sessions", ">ok", ">refused", ...column(facts)),
          rows: shown.map((row) => [
            named(row.fingerprint),
            count(row.calls),
            count(row.sessions),
            ratio(row.calls === 0 ? null : row.ok / row.calls),
            count(row.refused),
            ...column(facts).map(() => ruleFor(row.fingerprint, facts)),
          ]),
          // Sessions do not add up: one session has calls of several kinds.
          total: [
            text("all"),
            count(calls),
            text(""),
            ratio(calls === 0 ? null : total(rows.map((row) => row.ok)) / calls),
            count(total(rows.map((row) => row.refused))),
            ...column(facts).map(() => text("")),
          ],
          more,
          empty: "Rules covered every call that could have asked you.",
        },
        ...(rows.length === 0 ? [] : rulesNotes(shown, facts)),
      ],
    };
  },
} as const satisfies SectionKind;

/** Rules whose command is printed; the others are where the last one leads. */
const NAMED = 3;

/** The column is there where rules were tried. */
function column({ covering }: Facts): string[] {
  return covering === null || covering.moreThan !== null ? [] : ["a rule that would"];
}

/** `1d18 covers 51`; where it takes several, with the others: `1d18 +2 cover 95`. */
function ruleFor(fingerprint: string, { covering }: Facts): Value {
  const rules = coveringFor(fingerprint, covering);
  const [first, ...others] = rules;
  if (first === undefined) return text("none");
  const calls = coveredCalls(rules, fingerprint);
  if (others.length === 0) return text(`${first.id} covers ${calls}`);
  return text(`${first.id} +${others.length} cover ${calls}`);
}

/** The commands that write the rules which cover most of what is shown, and where the others are. */
function rulesNotes(shown: readonly MetricRow<"uncovered">[], facts: Facts): Block[] {
  const { covering } = facts;
  const all = command(ours("rules suggest", facts));
  if (covering === null) {
    return [note("rules", [text("that would cover some of them, tried on the log: "), all])];
  }
  if (covering.moreThan !== null) {
    const many = [
      text("more than "),
      ...counted(covering.moreThan, "call"),
      text(" of 30 days are too many to try rules on here: "),
    ];
    return [note("rules", [...many, all])];
  }
  const kinds = new Set(shown.map(({ fingerprint }) => fingerprint));
  const rules = covering.rules
    .map((rule) => ({ ...rule, sum: coveredBy(rule, kinds) }))
    .filter(({ sum }) => sum > 0)
    .sort((a, b) => b.sum - a.sum);
  if (rules.length === 0) {
    const why =
      "none: nothing came often enough in 30 days without harm, or it acts on something. ";
    return [note("rules", [text(why), all])];
  }
  const left = rules.length - NAMED;
  return [
    ...rules
      .slice(0, NAMED)
      .map((rule) =>
        note(rule.id, [
          text(rule.isEdit ? "an edit of rule " : "rule "),
          named(rule.name),
          text(", covers "),
          ...counted(rule.sum, "call"),
          text(": "),
          command(suggestCommand(covering, facts, rule)),
        ]),
      ),
    ...(left <= 0
      ? []
      : [
          note("more", [
            ...counted(left, "rule"),
            text(": "),
            command(suggestCommand(covering, facts)),
          ]),
        ]),
  ];
}

function coveredBy({ calls }: CoveringRule, kinds: ReadonlySet<string>): number {
  return total([...calls].flatMap(([kind, count]) => (kinds.has(kind) ? [count] : [])));
}
