import { count, quote, text } from "../findings/values.ts";
import type { Explanation, TriedRule } from "../model/explanation.ts";
import type { Block, Section, Value } from "../model/report.ts";
import { section } from "./blocks.ts";
import { columns } from "./table.ts";

/** Rules that are shown before the rest is counted. */
const SHOWN = 6;

/** The rules that were asked: those that hold, those near, and how many others there are. */
export function triedSections(
  { rules, decided }: Explanation,
  { all, again }: { readonly all: boolean; readonly again: string },
): Section[] {
  const holding = rules.filter(({ result }) => result === "holds");
  const near = rules.filter(({ result, near }) => result === "one_clause" && near);
  // Where nobody decided, what nearly allowed it is what one looks for.
  const isOpen = decided.decision === "passthrough";
  const grants = ({ kind }: TriedRule): number => Number(isOpen && kind === "allow");
  near.sort((a, b) => grants(b) - grants(a));
  const shown = all ? near : near.slice(0, SHOWN);
  const rest = rules.length - holding.length - shown.length;
  const others = all ? rules.filter((each) => each.result !== "holds" && !near.includes(each)) : [];
  return [
    ...group("holding", "Rules that hold", heldRows(holding), decided.tier === "floor"),
    ...group("near", "Nearly: but for one clause", missedRows(shown), false),
    ...group("others", "About something else", missedRows(others), false),
    ...(all || rest === 0 ? [] : [restSection(rest, rules.length, again)]),
    ...(rules.length === 0 ? [section("rules", "Rules", [note("", [text("none")])])] : []),
  ];
}

function heldRows(rules: readonly TriedRule[]): Block | undefined {
  if (rules.length === 0) return undefined;
  return tableOf(
    ["rule", "kind", "on"],
    rules.map((each) => [quote(each.rule), text(each.kind), quote(each.on)]),
  );
}

function missedRows(rules: readonly TriedRule[]): Block | undefined {
  if (rules.length === 0) return undefined;
  return tableOf(
    ["rule", "kind", "clause", "found"],
    rules.map((each) => [
      quote(each.rule),
      text(each.kind),
      quote(each.clause ?? ""),
      quote(each.found === "" ? "nothing" : each.found),
    ]),
  );
}

function group(id: string, title: string, table: Block | undefined, floor: boolean): Section[] {
  if (floor || table === undefined) return [];
  return [section(id, title, [table])];
}

function restSection(rest: number, all: number, again: string): Section {
  const some = [count(rest), text(` of ${all} rules ${rest === 1 ? "is" : "are"}`)];
  const words = rest === all ? [text(`All ${all} rules are`)] : some;
  return section("rest", "Others", [
    note("", [...words, text(" about something else.")]),
    note("to see all", [
      again === "" ? text("the same line with --all") : { kind: "command", text: again },
    ]),
  ]);
}

function tableOf(titles: readonly string[], rows: Value[][]): Block {
  return { kind: "table", columns: columns(...titles), rows, total: null, more: null, empty: "" };
}

function note(term: string, words: Value[]): Block {
  return { kind: "note", term, text: words };
}
