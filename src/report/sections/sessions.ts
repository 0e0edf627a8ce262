import { askedFlags, ours } from "../../findings/command-line.ts";
import { type Facts, rowsOf } from "../../findings/facts.ts";
import { sessionWord } from "../../findings/session-names.ts";
import { command, count, duration, named, text, time } from "../../findings/values.ts";
import { note } from "../blocks.ts";
import type { SectionKind } from "../section.ts";
import { namesOf } from "../security-blocks.ts";
import { sessionLooks } from "../session-looks.ts";
import { columns, cut } from "../table.ts";

const SHOWN = 5;

/** The sessions that stand out: no score is shown, only why. */
export const sessions = {
  needs: ["sessions", "after-denials", "first-seen"],
  make: ({ facts, last, report }) => {
    const looks = sessionLooks(facts, last !== null).filter(({ why }) => why !== "");
    const names = namesOf(facts);
    const { shown, more } = cut(
      looks,
      SHOWN,
      report === "sessions" ? null : ours(`report sessions ${askedFlags(facts)}`, facts),
    );
    const [first] = shown;
    return {
      id: "sessions",
      title: "Sessions to look at",
      summary: [],
      fold: true,
      blocks: [
        {
          kind: "table",
          columns: columns("session", "start", ">took", ">calls", "why"),
          rows: shown.map(({ row, why }) => [
            named(`${names(row.session_id)} ${row.project}`),
            time(row.start_ms, "day_clock"),
            duration(Math.max(0, row.end_ms - row.start_ms)),
            count(row.calls),
            text(why),
          ]),
          total: null,
          more,
          empty: noneWords(facts),
        },
        ...(first === undefined
          ? []
          : [
              note("open one", [
                command(ours(`report session ${sessionWord(first.row.session_id, names)}`, facts)),
              ]),
            ]),
      ],
    };
  },
} as const satisfies SectionKind;

function noneWords(facts: Facts): string {
  return rowsOf(facts, "sessions").length === 0 ? "No session." : "No session stands out.";
}
