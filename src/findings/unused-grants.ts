import { ours } from "./command-line.ts";
import type { FindingKind } from "./found.ts";
import { ruleName, unusedGrants } from "./rule-standing.ts";
import { counted, quote, text, time } from "./values.ts";

const SHOWN = 3;

/** Allow rules that no call used in 90 days: what grants nothing can only ever grant too much. */
export const unusedGrantRules = {
  needs: ["used-grants"],
  find: (facts) => {
    const own = unusedGrants(facts)?.own ?? [];
    if (own.length === 0) return [];
    return [
      {
        cause: "",
        severity: "info",
        weight: own.length,
        title: [...counted(own.length, "allow rule"), text(" granted nothing in 90 days")],
        evidence: own
          .slice(0, SHOWN)
          .map((rule) => [
            quote(ruleName(rule)),
            text("  on record since "),
            time(Date.parse(rule.since), "day"),
          ]),
        command: ours("report rules", facts),
        effect: "lists each of them; what you take out asks again",
      },
    ];
  },
} as const satisfies FindingKind;
