import { ours } from "../../findings/command-line.ts";
import { type Facts, rowsOf } from "../../findings/facts.ts";
import type { StandingRule } from "../../findings/rule-facts.ts";
import {
  broadGrants,
  ruleName,
  shadowedRules,
  unusedGrants,
} from "../../findings/rule-standing.ts";
import {
  command,
  count,
  counted,
  named,
  plural,
  quote,
  text,
  time,
} from "../../findings/values.ts";
import type { Block, Value } from "../../model/report.ts";
import { note, notes } from "../blocks.ts";
import type { SectionKind } from "../section.ts";

/** Rules that are named in a line; the report of rules has all of them. */
const NAMED = 4;

/** The rules in short: how many, which decide most, and which want a look. */
export const rules = {
  needs: ["rules", "near-misses", "grant-breadth", "used-grants"],
  make: ({ facts, report }) => ({
    id: "rules",
    title: "Rules",
    summary: [],
    fold: true,
    blocks: [
      note("", kindsText(facts)),
      ...notes([
        ["most used", mostUsed(facts)],
        ["unused", unusedText(facts, report)],
        ["starter", starterText(facts)],
        ["shadowed", shadowedText(facts)],
        ["over-broad", broadText(facts)],
      ]),
      // That report lists all of them.
      ...(report === "rules" ? [] : missesOf(facts)),
    ],
  }),
} as const satisfies SectionKind;

const KINDS = [
  ["allow", "allow"],
  ["ask", "ask"],
  ["deny", "deny"],
  ["deny_promote", "never learned"],
] as const;

/** `38 allow, 24 of them learned, 5 ask, 22 deny`. */
function kindsText({ inForce, asOf }: Facts): Value[] {
  const { rules: all, onRecordSince } = inForce;
  if (onRecordSince === null)
    return [text("None is on record yet: the first call writes them down.")];
  if (all.length === 0) return [text("None: every call goes its usual way.")];
  const learned = all.filter(({ isLearned }) => isLearned).length;
  const parts = KINDS.flatMap(([kind, words]): Value[][] => {
    const own = all.filter((rule) => rule.kind === kind).length;
    if (own === 0) return [];
    const ofThese =
      kind === "allow" && learned > 0 ? [text(", "), count(learned), text(" of them learned")] : [];
    return [[count(own), text(` ${words}`), ...ofThese]];
  });
  return [
    ...joined(parts),
    ...(onRecordSince <= asOf
      ? []
      : [text(", as first written down on "), time(Date.parse(onRecordSince), "day")]),
  ];
}

function mostUsed(facts: Facts): Value[] {
  const rows = rowsOf(facts, "rules");
  if (rows.length === 0) return [text("no rule decided anything")];
  return joined(rows.slice(0, NAMED).map((row) => [named(row.rule), text(" "), count(row.hits)]));
}

function unusedText(facts: Facts, report: string): Value[] {
  const unused = unusedGrants(facts);
  if (unused === null || facts.inForce.onRecordSince === null) return [];
  if (unused.judged === 0) return [text("not told yet: no allow rule is on record for 90 days")];
  const { own } = unused;
  if (own.length === 0) return [];
  return [
    ...counted(own.length, "allow rule"),
    text(" in 90 days: "),
    ...ruleNames(own),
    ...(report === "rules" ? [] : [text("  "), command(ours("report rules", facts))]),
  ];
}

function starterText(facts: Facts): Value[] {
  const starter = unusedGrants(facts)?.starter ?? [];
  if (starter.length === 0) return [];
  const all = facts.inForce.rules.filter((rule) => rule.isStarter && rule.kind === "allow").length;
  return [
    count(starter.length),
    text(
      ` of ${all} allow ${plural(all, "rule")} of the starter policy granted nothing in 90 days`,
    ),
  ];
}

function shadowedText(facts: Facts): Value[] {
  const shadowed = shadowedRules(facts);
  const [first] = shadowed;
  if (first === undefined) return [];
  return [
    ...counted(shadowed.length, "rule"),
    text(": "),
    named(first.shadowedBy ?? ""),
    text(" does all that "),
    named(ruleName(first)),
    text(" does  "),
    command(ours("validate", facts)),
  ];
}

function broadText(facts: Facts): Value[] {
  const broad = broadGrants(facts);
  const [first] = broad;
  if (first === undefined) return [];
  return [
    named(ruleName(first.rule)),
    text(" granted "),
    ...counted(first.use.fingerprints, "kind"),
    text(" of call in "),
    ...counted(first.use.calls, "use"),
    ...(broad.length === 1 ? [] : [text("; "), count(broad.length - 1), text(" more")]),
  ];
}

function ruleNames(rules: readonly StandingRule[]): Value[] {
  const shown = rules.slice(0, NAMED).map((rule): Value[] => [named(ruleName(rule))]);
  const left = rules.length - shown.length;
  return [...joined(shown), ...(left === 0 ? [] : [text(", "), count(left), text(" more")])];
}

function joined(parts: readonly (readonly Value[])[]): Value[] {
  return parts.flatMap((part, index) => (index === 0 ? part : [text(", "), ...part]));
}

/** The rule that missed most calls by a clause that an edit can change. */
function missesOf(facts: Facts): Block[] {
  const rows = rowsOf(facts, "near-misses").filter(({ clause }) => clause !== "understood");
  const [top] = rows;
  if (top === undefined) return [];
  return [
    note("near miss", [
      named(top.rule),
      text(" missed "),
      ...counted(top.calls, "call"),
      text(" by one clause, "),
      named(top.clause),
      text(": most often "),
      top.found === "" ? text("nothing") : quote(top.found),
      text(" stood there"),
      ...(rows.length === 1 ? [] : [text(`; ${rows.length - 1} more`)]),
      text(". "),
      command(ours("rules suggest", facts)),
    ]),
  ];
}
