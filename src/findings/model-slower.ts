import { wilson } from "../model/statistics.ts";
import { ours } from "./command-line.ts";
import { onlyRow } from "./facts.ts";
import type { FindingKind } from "./found.ts";
import { count, counted, duration, ratio, text } from "./values.ts";

const MIN_ANSWERS = 40;
const MIN_BASE = 200;
/** Nobody waits for less. */
const WORTH_TELLING_MS = 3000;
/** Five in a hundred are slower than the old p95 by its meaning; this many are surely not. */
const SURELY_MORE = 0.1;

/** The model answers clearly slower than in the four weeks before. */
export const modelSlower = {
  needs: ["slow-answers"],
  find: (facts) => {
    const row = onlyRow(facts, "slow-answers");
    if (row === undefined || row.p95_ms === null || row.base_p95_ms === null) return [];
    if (row.answers < MIN_ANSWERS || row.base_answers < MIN_BASE) return [];
    if (row.p95_ms <= Math.max(WORTH_TELLING_MS, 2 * row.base_p95_ms)) return [];
    const share = row.slower / row.answers;
    const interval = wilson(share, row.answers, 1.96);
    if (interval.low <= SURELY_MORE) return [];
    return [
      {
        cause: "",
        severity: "warn",
        weight: row.slower,
        measure: row.p95_ms,
        title: [
          text("The model takes longer: p95 "),
          duration(row.p95_ms),
          text(", "),
          duration(row.base_p95_ms),
          text(" in the four weeks before"),
        ],
        evidence: [
          [
            count(row.slower),
            text(" of "),
            ...counted(row.answers, "answer"),
            text(" took longer than that: "),
            ratio(share),
            text(" ("),
            ratio(interval.low),
            text(" to "),
            ratio(interval.high),
            text("), where 5 % is usual"),
          ],
        ],
        command: ours("report llm", facts),
        effect: "shows the days, and which model and provider answered",
      },
    ];
  },
} as const satisfies FindingKind;
