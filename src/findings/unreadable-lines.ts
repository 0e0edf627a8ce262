import type { FindingKind } from "./found.ts";
import { count, counted, plural, text } from "./values.ts";

/** From this share of a log that is not tiny, the log itself is in doubt. */
const DOUBTFUL_SHARE = 0.001;
const MIN_ENTRIES = 1000;

/** Lines of the log, found since the window began, that could not be read. */
export const unreadableLines = {
  needs: [],
  find: ({ log, badLinesBefore }) => {
    const fresh = log.bad_lines - badLinesBefore;
    if (fresh <= 0) return [];
    const lines = log.entries + log.bad_lines;
    const doubtful = lines >= MIN_ENTRIES && log.bad_lines / lines > DOUBTFUL_SHARE;
    return [
      {
        cause: "",
        severity: doubtful ? "critical" : "warn",
        weight: fresh,
        title: [...counted(fresh, "line"), text(" of the log could not be read")],
        evidence: [
          [
            count(log.bad_lines),
            text(" of "),
            count(lines),
            text(` ${plural(lines, "line")} in all; no figure holds what stood in them`),
          ],
        ],
        command: "claude-permit ingest",
        effect: "reads what is new, and says how many lines it could not read",
      },
    ];
  },
} as const satisfies FindingKind;
