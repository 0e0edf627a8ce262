import { ours } from "../../findings/command-line.ts";
import type { Facts } from "../../findings/facts.ts";
import type { StandingRule } from "../../findings/rule-facts.ts";
import {
  broadGrants,
  ruleName,
  shadowedRules,
  unusedGrants,
} from "../../findings/rule-standing.ts";
import { after, command, count, plural, quote, text, time } from "../../findings/values.ts";
import type { Value } from "../../model/report.ts";
import { note } from "../blocks.ts";
import type { SectionKind } from "../section.ts";
import { columns, cut } from "../table.ts";

const SHOWN = 30;

interface Line {
  readonly rule: StandingRule;
  readonly what: string;
  readonly why: readonly Value[];
}

/** Rules that want a look, each with why: unused, shadowed or over-broad. */
export const ruleHealth = {
  needs: ["grant-breadth", "used-grants"],
  make: ({ facts }) => {
    const { shown, more } = cut(linesOf(facts), SHOWN, null);
    return {
      id: "rule-health",
      title: "Rules to look at",
      summary: [],
      fold: false,
      blocks: [
        {
          kind: "table",
          columns: columns("rule", "kind", "since", "what", "why"),
          rows: shown.map(({ rule, what, why }) => [
            quote(ruleName(rule)),
            text(rule.isLearned ? "learned" : rule.kind),
            time(Date.parse(rule.since), "day"),
            text(what),
            ...why,
          ]),
          total: null,
          more,
          empty: emptyWords(facts),
        },
        ...(shown.length === 0 ? [] : [note("how judged", howJudged(facts))]),
        ...(shown.length === 0
          ? []
          : [
              note("one rule", [
                command(ours("rules show NAME", facts)),
                text(" shows it as it is written, with all that it did."),
              ]),
            ]),
      ],
    };
  },
} as const satisfies SectionKind;

function linesOf(facts: Facts): Line[] {
  const unused = unusedGrants(facts);
  return [
    ...broadGrants(facts).map(({ rule, use }): Line => {
      const words = `${use.fingerprints} kinds in ${use.calls} uses`;
      return { rule, what: "over-broad", why: [text(words)] };
    }),
    ...shadowedRules(facts).map((rule): Line => {
      return { rule, what: "shadowed", why: [after("by ", quote(rule.shadowedBy ?? ""))] };
    }),
    ...(unused?.own ?? []).map((rule): Line => {
      return { rule, what: "unused", why: [text("in 90 days")] };
    }),
  ];
}

function emptyWords(facts: Facts): string {
  if (facts.inForce.onRecordSince === null) return "No rule is on record yet.";
  const unused = unusedGrants(facts);
  if (unused === null) return "None is shadowed or over-broad; unused ones are told of all calls.";
  return unused.judged === 0
    ? "None is shadowed or over-broad; which are unused is told once they are on record for 90 days."
    : "None: no grant is unused, shadowed or over-broad.";
}

function howJudged(facts: Facts): Value[] {
  const unused = unusedGrants(facts);
  const judged = unused?.judged ?? 0;
  const starter = unused?.starter.length ?? 0;
  return [
    count(judged),
    text(
      ` allow ${plural(judged, "rule")} ${judged === 1 ? "is" : "are"} on record for 90 days; younger ones, and rules that stop or ask, are never called unused.`,
    ),
    ...(starter === 0
      ? []
      : [
          text(" Not listed: "),
          count(starter),
          text(` unused ${plural(starter, "grant")} of the starter policy.`),
        ]),
  ];
}
