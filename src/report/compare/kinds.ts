import { count, counted, ownWord, quote, text } from "../../findings/values.ts";
import type { MetricRow } from "../../metrics/index.ts";
import type { Section } from "../../model/report.ts";
import { RULE_KINDS } from "../../model/words.ts";
import { section } from "../blocks.ts";
import { columns, cut } from "../table.ts";
import { rowsOf, type Side } from "./sides.ts";

const SHOWN = 12;

/** Kinds of call that one has and the other has not. */
export function fresh(id: string, title: string, here: Side, there: Side): Section {
  const known = new Set(rowsOf(there, "fingerprints").map(({ fingerprint }) => fingerprint));
  const rows = rowsOf(here, "fingerprints").filter(({ fingerprint }) => !known.has(fingerprint));
  const { shown, more } = cut(rows, SHOWN, null);
  const sessions = new Map(
    rowsOf(here, "fingerprint-sessions").map((row) => [row.fingerprint, row.sessions]),
  );
  return {
    ...section(id, title, [
      {
        kind: "table",
        columns: columns("what", ">calls", ">sessions", ">ok", ">failed", ">refused"),
        rows: shown.map((row) => [
          quote(row.fingerprint),
          count(row.calls),
          count(sessions.get(row.fingerprint) ?? null),
          count(row.ok),
          count(row.failed),
          count(row.refused),
        ]),
        total: null,
        more,
        empty: "No kind of call.",
      },
    ]),
    summary: rows.length === 0 ? [] : [...counted(rows.length, "kind"), text(" of call")],
  };
}

interface Hits {
  readonly row: MetricRow<"rules">;
  readonly was: number;
  readonly is: number;
}

/** Rules of either, those first whose hits differ most. */
export function rules(a: Side, b: Side, names: readonly [string, string]): Section {
  const found = new Map<string, Hits>();
  for (const row of rowsOf(a, "rules")) found.set(keyOf(row), { row, was: row.hits, is: 0 });
  for (const row of rowsOf(b, "rules")) {
    found.set(keyOf(row), { row, was: found.get(keyOf(row))?.was ?? 0, is: row.hits });
  }
  const rows = [...found.values()].sort(
    (x, y) => Math.abs(y.is - y.was) - Math.abs(x.is - x.was) || y.is - x.is,
  );
  const { shown, more } = cut(rows, SHOWN, null);
  return section("rules", "Rules", [
    {
      kind: "table",
      columns: columns("rule", "kind", `>${names[0]}`, `>${names[1]}`, ">difference"),
      rows: shown.map(({ row, was, is }) => [
        quote(row.rule),
        ownWord(row.rule_kind, RULE_KINDS),
        count(was),
        count(is),
        count(is - was),
      ]),
      total: null,
      more,
      empty: "No rule decided anything.",
    },
  ]);
}

function keyOf({ rule_id, rule_kind }: MetricRow<"rules">): string {
  return `${rule_kind} ${rule_id}`;
}
