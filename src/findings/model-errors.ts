import { wilson } from "../model/statistics.ts";
import { ours } from "./command-line.ts";
import { byWindow, rowsOf } from "./facts.ts";
import type { FindingKind } from "./found.ts";
import { count, duration, ratio, text } from "./values.ts";

const MIN_ASKED = 10;
/** A share of errors that is surely above this is worth a look. */
const TOLERATED = 0.05;

/** The model often gave no verdict: timed out, or its answer did not fit. */
export const modelErrors = {
  needs: ["model-latency"],
  find: (facts) => {
    const row = byWindow(rowsOf(facts, "model-latency"), facts.windows).at(-1)?.[0];
    if (row === undefined || row.asked < MIN_ASKED) return [];
    const share = row.errors / row.asked;
    const interval = wilson(share, row.asked, 1.96);
    if (interval.low <= TOLERATED) return [];
    return [
      {
        cause: "",
        severity: "warn",
        weight: row.errors,
        title: [
          text("The model gave no verdict on "),
          count(row.errors),
          text(" of "),
          count(row.asked),
          text(" calls"),
        ],
        evidence: [
          [
            ratio(share),
            text(" ("),
            ratio(interval.low),
            text(" to "),
            ratio(interval.high),
            text("), p95 "),
            duration(row.p95_ms),
          ],
        ],
        command: ours("status", facts),
        effect: "says whether the model answers now",
      },
    ];
  },
} as const satisfies FindingKind;
