import { askedFlags, ours } from "../../findings/command-line.ts";
import { byWindow, type Facts, rowsOf } from "../../findings/facts.ts";
import { after, count, counted, named, quote, text, time } from "../../findings/values.ts";
import type { MetricRow } from "../../metrics/index.ts";
import type { Block, Value } from "../../model/report.ts";
import { notes } from "../blocks.ts";
import { type Material, type SectionKind, TOP } from "../section.ts";
import { evasionSentence, namesOf } from "../security-blocks.ts";
import { columns, total } from "../table.ts";

type Row = MetricRow<"denied">;

/** What was denied, by rule; what was reached anyway; what was kept from being learned. */
export const denied = {
  needs: ["denied", "denials-by-rule", "sessions", "promotions", "after-denials"],
  make: (material) => {
    const { facts } = material;
    const rows = rowsOf(facts, "denied");
    const calls = total(rows.map((row) => row.calls));
    const sessions = rowsOf(facts, "sessions").filter((session) => session.denied > 0).length;
    return {
      id: "denied",
      title: "Denied",
      summary: calls === 0 ? [] : [count(calls), text(" in "), ...counted(sessions, "session")],
      headline: calls === 0 ? [text("nothing denied")] : [count(calls), text(" denied")],
      fold: true,
      blocks: [ruleTable(material, rows), ...reachedAnyway(facts), ...notLearned(facts)],
    };
  },
} as const satisfies SectionKind;

function ruleTable({ facts, last, report }: Material, rows: readonly Row[]): Block {
  const top = report === "security" ? rows.length : TOP;
  const shown = rows.filter((row, index) => index < top || isCritical(facts, row));
  const left = rows.length - shown.length;
  const before = last === null ? [] : [">before"];
  return {
    kind: "table",
    columns: columns("rule", ">count", ...before, ">sessions", "last", "example"),
    rows: shown.map((row) => [
      ruleName(row),
      count(row.calls),
      ...(last === null ? [] : [earlier(facts, row)]),
      count(row.sessions),
      time(row.last_ms, "day_clock"),
      quote(row.example),
    ]),
    total: null,
    more:
      left > 0
        ? { count: left, command: ours(`report security ${askedFlags(facts)}`, facts) }
        : null,
    empty: "Nothing was denied.",
  };
}

/** Criticals are never cut: nor is what the model called RED. */
function isCritical(facts: Facts, row: Row): boolean {
  return row.rule_kind === "llm" || facts.severities.get(row.rule_id) === "critical";
}

/** How often in the window before; `new` where in none of the eight that are looked at. */
function earlier(facts: Facts, row: Row): Value {
  const before = byWindow(rowsOf(facts, "denials-by-rule"), facts.windows)
    .slice(0, -1)
    .map((rows) => total(rows.filter((each) => isSame(each, row)).map(({ calls }) => calls)));
  return before.every((calls) => calls === 0) ? text("new") : count(before.at(-1) ?? 0);
}

/** A rule is known by its id, so that a rename keeps it; older lines have only its name. */
function isSame(a: MetricRow<"denials-by-rule">, b: Row): boolean {
  if (a.rule_kind !== b.rule_kind) return false;
  return b.rule_id === "" ? a.rule_id === "" && a.rule === b.rule : a.rule_id === b.rule_id;
}

export function ruleName(row: Pick<Row, "rule" | "rule_kind">): Value {
  if (row.rule_kind === "llm") return text("the model, RED");
  return row.rule_kind === "floor" ? after("built-in: ", named(row.rule)) : named(row.rule);
}

const SHOWN = 3;

function reachedAnyway(facts: Facts): Block[] {
  const names = namesOf(facts);
  const shown = facts.evasions.slice(-SHOWN);
  const left = facts.evasions.length - shown.length;
  return notes([
    ...shown.map((evasion, index): [string, Value[]] => [
      index === 0 ? "reached" : "",
      [text(index === 0 ? "another way  " : ""), ...evasionSentence(evasion, names)],
    ]),
    ["", left > 0 ? [text("and "), count(left), text(" more before")] : []],
    ["not judged", facts.unjudgedPairs > 0 ? unjudged(facts.unjudgedPairs) : []],
  ]);
}

function unjudged(pairs: number): Value[] {
  return [...counted(pairs, "pair"), text(" of a denial and a later call: too many in one window")];
}

/** A blocked promotion is an event of its own: it is not among the calls that were denied. */
function notLearned(facts: Facts): Block[] {
  const blocked = rowsOf(facts, "promotions").filter(
    ({ decision }) => decision === "promotion_blocked",
  );
  if (blocked.length === 0) return [];
  const rules = [...new Set(blocked.map(({ rule }) => rule))].slice(0, SHOWN);
  return notes([
    [
      "not learned",
      [
        ...counted(blocked.length, "rule"),
        text(": in the way "),
        ...rules.flatMap((rule, index) => [text(index === 0 ? "" : ", "), quote(rule)]),
      ],
    ],
  ]);
}
