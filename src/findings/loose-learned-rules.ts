import type { MetricRow } from "../metrics/index.ts";
import { wilson } from "../model/statistics.ts";
import { aboutRule } from "./command-line.ts";
import { type Facts, rowsOf } from "./facts.ts";
import type { FindingKind, Found } from "./found.ts";
import type { StandingRule } from "./rule-facts.ts";
import { ruleName } from "./rule-standing.ts";
import { count, counted, quote, ratio, text, time } from "./values.ts";

/** A rule that was learned from calls of one shape grants more kinds than this by mistake. */
const MANY_KINDS = 20;
const MIN_USES = 10;
/** A share of calls that went wrong which is surely above this is no accident. */
const TOLERATED = 0.2;

/** A learned rule that grants many kinds of call, or whose calls often went wrong. */
export const looseLearnedRules = {
  needs: ["learned-rules"],
  find: (facts) =>
    rowsOf(facts, "learned-rules").flatMap((row) => {
      // Of one that is gone there is nothing to do; one that was not used has changed nothing.
      const rule = facts.inForce.rules.find(({ id, isLearned }) => isLearned && id === row.rule_id);
      if (rule === undefined || row.uses_in_window === 0) return [];
      return [...broad(facts, rule, row), ...failing(facts, rule, row)];
    }),
} as const satisfies FindingKind;

type Row = MetricRow<"learned-rules">;

function broad(facts: Facts, rule: StandingRule, row: Row): Found[] {
  if (row.fingerprints <= MANY_KINDS) return [];
  return [
    {
      cause: `broad ${row.rule_id}`,
      severity: "warn",
      weight: row.uses_in_window,
      measure: row.fingerprints,
      title: [
        text("A learned rule is wide: "),
        quote(ruleName(rule)),
        text(" granted "),
        ...counted(row.fingerprints, "kind"),
        text(" of call"),
      ],
      evidence: [usesLine(row)],
      command: aboutRule("show", row.rule_id, facts),
      effect: "shows what it grants, and whose yes it was learned from",
    },
  ];
}

function failing(facts: Facts, rule: StandingRule, row: Row): Found[] {
  const wrong = row.failed + row.refused;
  if (row.uses < MIN_USES) return [];
  const share = wrong / row.uses;
  const interval = wilson(share, row.uses, 1.96);
  if (interval.low <= TOLERATED) return [];
  return [
    {
      cause: `failing ${row.rule_id}`,
      severity: "warn",
      weight: row.uses_in_window,
      measure: share,
      title: [
        count(wrong),
        text(" of "),
        ...counted(row.uses, "call"),
        text(" of a learned rule went wrong: "),
        quote(ruleName(rule)),
      ],
      evidence: [
        [
          count(row.failed),
          text(" failed, "),
          count(row.refused),
          text(" refused; "),
          ratio(share),
          text(" ("),
          ratio(interval.low),
          text(" to "),
          ratio(interval.high),
          text(")"),
        ],
        usesLine(row),
      ],
      command: aboutRule("revoke", row.rule_id, facts),
      effect: "takes it out of force; its story stays, and its calls ask again",
    },
  ];
}

function usesLine(row: Row) {
  return [
    ...counted(row.uses_in_window, "use"),
    text(" in this window, "),
    count(row.uses),
    text(" ever, in "),
    ...counted(row.sessions, "session"),
    text("; last "),
    time(row.last_ms, "day_clock"),
  ];
}
