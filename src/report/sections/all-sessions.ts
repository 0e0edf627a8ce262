import { promptsSeen, rowsOf } from "../../findings/facts.ts";
import { count, counted, duration, named, text, time } from "../../findings/values.ts";
import type { SectionKind } from "../section.ts";
import { namesOf } from "../security-blocks.ts";
import { columns, cut, total } from "../table.ts";

/** More rows than this nobody reads: a shorter window has fewer. */
const SHOWN = 100;

/** Every session of the window, the last first. */
export const allSessions = {
  needs: ["sessions"],
  make: ({ facts }) => {
    const rows = [...rowsOf(facts, "sessions")].sort(
      (a, b) => b.start_ms - a.start_ms || (a.session_id < b.session_id ? -1 : 1),
    );
    const names = namesOf(facts);
    const { shown, more } = cut(rows, SHOWN, null);
    const sum = (of: (row: (typeof rows)[number]) => number): number => total(rows.map(of));
    return {
      id: "all-sessions",
      title: "Sessions",
      summary: counted(rows.length, "session"),
      headline: counted(rows.length, "session"),
      fold: false,
      blocks: [
        {
          kind: "table",
          columns: columns("session", "start", ">took", ">active", ">calls", ">denied", ">prompts"),
          rows: shown.map((row) => [
            named(`${names(row.session_id)} ${row.project}`),
            time(row.start_ms, "day_clock"),
            duration(Math.max(0, row.end_ms - row.start_ms)),
            duration(row.active_ms),
            count(row.calls),
            count(row.denied),
            count(promptsSeen(facts, row.prompts_seen)),
          ]),
          total: [
            ...[text("all"), text(""), text(""), duration(sum((row) => row.active_ms))],
            count(sum((row) => row.calls)),
            count(sum((row) => row.denied)),
            count(
              promptsSeen(
                facts,
                sum((row) => row.prompts_seen),
              ),
            ),
          ],
          more,
          empty: "No session.",
        },
      ],
    };
  },
} as const satisfies SectionKind;
