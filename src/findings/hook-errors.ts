import { ours } from "./command-line.ts";
import { byWindow, type Facts, rowsOf, scorecardSeries } from "./facts.ts";
import type { FindingKind } from "./found.ts";
import { count, counted, plural, ratio, text } from "./values.ts";

/** Calls on which our own hook failed; where the model gave no verdict is another finding. */
export const hookErrors = {
  needs: ["scorecard", "model-latency"],
  find: (facts) => {
    const row = scorecardSeries(facts).at(-1);
    const failed = (row?.hook_errors ?? 0) - modelErrors(facts);
    if (row === undefined || failed <= 0) return [];
    return [
      {
        cause: "",
        severity: "warn",
        weight: failed,
        title: [text("Our own hook failed on "), ...counted(failed, "call")],
        evidence: [
          [
            ratio(failed / Math.max(1, row.calls)),
            text(" of "),
            count(row.calls),
            text(
              ` ${plural(row.calls, "call")}; Claude Code decided on them as if we were not there`,
            ),
          ],
        ],
        command: ours("status", facts),
        effect: "names what is broken, worst first, with the command that mends it",
      },
    ];
  },
} as const satisfies FindingKind;

function modelErrors(facts: Facts): number {
  return byWindow(rowsOf(facts, "model-latency"), facts.windows).at(-1)?.[0]?.errors ?? 0;
}
