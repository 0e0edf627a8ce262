import { ours } from "./command-line.ts";
import { rowsOf } from "./facts.ts";
import type { FindingKind } from "./found.ts";
import { ruleName } from "./rule-standing.ts";
import { counted, quote, text, time } from "./values.ts";

/** Once may be another mode, or a session that began before the rule did. */
const MIN_CALLS = 2;

/**
 * A rule in force had granted a call, or was learned from it, and the user was asked about the
 * very same one again: something keeps the rule from holding.
 */
export const askedAgain = {
  needs: ["asked-again"],
  find: (facts) =>
    rowsOf(facts, "asked-again").flatMap((row) => {
      // A rule that was taken away since asks with reason.
      const rule = facts.inForce.rules.find(
        ({ id, kind }) => kind === "allow" && id === row.rule_id,
      );
      if (rule === undefined || row.calls < MIN_CALLS) return [];
      return [
        {
          cause: row.rule_id,
          severity: "warn",
          weight: row.calls,
          title: [
            text("You were asked about "),
            ...counted(row.calls, "call"),
            text(" that a rule had let pass before: "),
            quote(ruleName(rule)),
          ],
          evidence: [
            [
              quote(row.fingerprint),
              text("  "),
              time(row.first_ms, "day_clock"),
              text(" to "),
              time(row.last_ms, "day_clock"),
              text(", "),
              ...counted(row.sessions, "session"),
            ],
          ],
          command: ours("report friction", facts),
          effect: "judges such calls again, and says which rule should have held",
        },
      ];
    }),
} as const satisfies FindingKind;
