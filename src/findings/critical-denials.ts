import type { MetricRow } from "../metrics/index.ts";
import { dayOf, windowLabel } from "../model/window.ts";
import { askedFlags, ours } from "./command-line.ts";
import { type Facts, rowsOf } from "./facts.ts";
import type { FindingKind, Found } from "./found.ts";
import { count, named, plural, quote, text, time } from "./values.ts";

/**
 * A rule that its author called critical, or the floor, had to stop something. The first is
 * critical because the author said so; at the floor the guard did its work, and it is worth a look.
 */
export const criticalDenials = {
  needs: ["denied"],
  find: (facts) =>
    rowsOf(facts, "denied")
      .filter((row) => row.rule_kind === "floor" || isCritical(facts, row))
      .map((row) => denial(facts, row)),
} as const satisfies FindingKind;

type Row = MetricRow<"denied">;

function isCritical(facts: Facts, row: Row): boolean {
  return row.rule_kind === "deny" && facts.severities.get(row.rule_id) === "critical";
}

function denial(facts: Facts, row: Row): Found {
  const who = row.rule_kind === "floor" ? "A built-in denial" : "A critical rule";
  return {
    cause: row.rule_id === "" ? row.rule : row.rule_id,
    severity: row.rule_kind === "floor" ? "warn" : "critical",
    weight: row.calls,
    title: [
      text(`${who} stopped `),
      count(row.calls),
      text(` ${plural(row.calls, "call")} in `),
      count(row.sessions),
      text(` ${plural(row.sessions, "session")}: `),
      named(row.rule),
    ],
    evidence: [[text("last "), time(row.last_ms, "day_clock"), text("  "), quote(row.example)]],
    ...lookCloser(facts, row.last_ms),
  };
}

/** The day of the last denial, unless the report is about that day already. */
function lookCloser(facts: Facts, at: number): { command: string; effect: string } {
  const day = dayOf(facts.window, at);
  if (day === undefined || windowLabel(day) === windowLabel(facts.window)) {
    return {
      command: ours(`stats ${askedFlags(facts)} --json`, facts),
      effect: "lists every rule with its hits, and what became of the calls",
    };
  }
  return {
    command: ours(`report ${askedFlags({ ...facts, window: day })}`, facts),
    effect: "shows that day: its sessions, and all that was denied",
  };
}
