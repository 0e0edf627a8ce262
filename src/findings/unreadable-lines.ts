import { ours } from "./command-line.ts";
import { onlyRow } from "./facts.ts";
import type { FindingKind } from "./found.ts";
import { counted, text } from "./values.ts";

/** From this share of a log that is not tiny, the log itself is in doubt. */
const DOUBTFUL_SHARE = 0.001;
const MIN_ENTRIES = 1000;

/** Lines of the log, found since the window began, that could not be read. */
export const unreadableLines = {
  needs: [],
  shows: ["coverage"],
  find: (facts) => {
    const fresh = facts.log.bad_lines - facts.badLinesBefore;
    if (fresh <= 0) return [];
    const lines = (onlyRow(facts, "coverage")?.entries ?? 0) + fresh;
    const doubtful = lines >= MIN_ENTRIES && fresh / lines > DOUBTFUL_SHARE;
    return [
      {
        cause: "",
        severity: doubtful ? "critical" : "warn",
        weight: fresh,
        title: [...counted(fresh, "line"), text(" of the log could not be read")],
        evidence: [
          [
            text("beside "),
            ...counted(lines - fresh, "line"),
            text(" that could; no figure holds what stood in them"),
          ],
        ],
        command: ours("ingest", facts),
        effect: "reads what is new, and counts the lines that it could not read",
      },
    ];
  },
} as const satisfies FindingKind;
