import type { MetricRow } from "../metrics/index.ts";
import { ours } from "./command-line.ts";
import { rowsOf } from "./facts.ts";
import type { FindingKind, Found } from "./found.ts";
import { count, named, plural, quote, text, time } from "./values.ts";

type Row = MetricRow<"promotions">;

/** Calls that are shown of each rule in the way. */
const SHOWN = 2;

/** What was ready to be learned and was not, by what stood in the way: never in silence. */
export const blockedPromotions = {
  needs: ["promotions"],
  find: (facts) => {
    const byRule = new Map<string, Row[]>();
    for (const row of rowsOf(facts, "promotions")) {
      if (row.decision !== "promotion_blocked") continue;
      const known = byRule.get(row.rule_id || row.rule) ?? [];
      byRule.set(row.rule_id || row.rule, [...known, row]);
    }
    return [...byRule].map(([cause, rows]) => blocked(cause, rows, facts.homeFlag));
  },
} as const satisfies FindingKind;

function blocked(cause: string, rows: readonly Row[], homeFlag: string): Found {
  const rule = rows.at(-1)?.rule ?? "";
  return {
    cause,
    severity: "info",
    weight: rows.length,
    title: [
      count(rows.length),
      text(` ${plural(rows.length, "rule")} ${rows.length === 1 ? "was" : "were"} not learned`),
      ...(rule === "" ? [] : [text(": "), named(rule), text(" is in the way")]),
    ],
    evidence: rows
      .slice(-SHOWN)
      .map((row) => [
        named(row.fingerprint === "" ? row.promoted_rule : row.fingerprint),
        text("  "),
        time(row.at_ms, "day_clock"),
        ...(row.reasoning === "" ? [] : [text("  "), quote(row.reasoning)]),
      ]),
    command: ours("rules pending", { homeFlag }),
    effect: "shows what stood in the way of each; these calls go on asking",
  };
}
