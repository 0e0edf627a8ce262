import { aboutRule } from "./command-line.ts";
import { rowsOf } from "./facts.ts";
import type { FindingKind } from "./found.ts";
import { count, counted, quote, text, time } from "./values.ts";

/** Fewer answers are no habit, and one session is none either. */
const MIN_YES = 5;
const MIN_SESSIONS = 2;
/** Who did not answer said neither yes nor no; more of these than this leave it open. */
const MAX_OPEN_SHARE = 0.1;

/** An ask rule whose calls were always approved: it asks about what needs no asking. */
export const overAsked = {
  needs: ["ask-answers"],
  find: (facts) =>
    rowsOf(facts, "ask-answers")
      .filter(
        ({ asked, yes, no, sessions }) =>
          no === 0 &&
          yes >= MIN_YES &&
          sessions >= MIN_SESSIONS &&
          (asked - yes) / asked <= MAX_OPEN_SHARE,
      )
      .map((row) => ({
        cause: row.rule_id,
        severity: "warn",
        weight: row.asked,
        title: [
          quote(row.rule),
          text(" asked "),
          ...counted(row.asked, "time"),
          text(" in "),
          ...counted(row.sessions, "session"),
          text("; "),
          ...counted(row.yes, "time"),
          text(" yes"),
        ],
        evidence: [
          [
            count(row.fingerprints),
            text(row.fingerprints === 1 ? " kind of call, last " : " kinds of call, last "),
            time(row.last_ms, "day_clock"),
            ...(row.asked === row.yes
              ? []
              : [text("; "), count(row.asked - row.yes), text(" not answered")]),
          ],
        ],
        command: aboutRule("show", row.rule_id, facts),
        effect: "shows it as it is written; an exclude of what you always approve ends the asking",
      })),
} as const satisfies FindingKind;
