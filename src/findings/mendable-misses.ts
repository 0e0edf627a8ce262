import type { MetricRow } from "../metrics/index.ts";
import { ours } from "./command-line.ts";
import { rowsOf } from "./facts.ts";
import type { FindingKind, Found } from "./found.ts";
import { count, counted, named, quote, text } from "./values.ts";

type Row = MetricRow<"near-misses">;

/** Fewer calls are no pattern, and one session no habit. */
const MIN_CALLS = 10;
const MIN_SESSIONS = 2;
/** One word makes so much of them that adding it is one edit. */
const MIN_SHARE = 0.8;
/** No edit of a rule makes a command understood, or a rule hold longer. */
const NOT_MENDED = ["understood", "expires"];
const SHOWN = 3;

/** An allow rule that missed many calls by one clause, with one word there, and none was refused. */
export const mendableMisses = {
  needs: ["near-misses"],
  find: (facts) => {
    const rows = rowsOf(facts, "near-misses").filter(isMendable);
    // The clause of a rule that most of its misses lack.
    const first = rows.filter(
      (row, index) => rows.findIndex(({ rule_id }) => rule_id === row.rule_id) === index,
    );
    return first.slice(0, SHOWN).map((row) => missed(row, facts.homeFlag));
  },
} as const satisfies FindingKind;

function isMendable(row: Row): boolean {
  return (
    row.calls >= MIN_CALLS &&
    row.sessions >= MIN_SESSIONS &&
    row.refused === 0 &&
    row.found !== "" &&
    row.found_calls / row.calls >= MIN_SHARE &&
    !NOT_MENDED.includes(row.clause)
  );
}

function missed(row: Row, homeFlag: string): Found {
  return {
    cause: `${row.rule_id} ${row.clause}`,
    severity: "info",
    weight: row.calls,
    title: [
      named(row.rule),
      text(" missed "),
      ...counted(row.calls, "call"),
      text(" by one clause: "),
      named(row.clause),
    ],
    evidence: [
      [
        quote(row.found),
        text(" stood there in "),
        count(row.found_calls),
        text(" of them; "),
        ...counted(row.sessions, "session"),
        text(", none refused"),
      ],
    ],
    command: ours("rules suggest", { homeFlag }),
    effect: "tries an edit of that clause on the log before it offers it",
  };
}
