import { type Facts, rowsOf } from "../findings/facts.ts";
import { plural } from "../findings/values.ts";
import type { MetricRow } from "../metrics/index.ts";

type Row = MetricRow<"sessions">;

/** A session, and in our own words why one would look at it; empty where nothing stands out. */
export interface SessionLook {
  readonly row: Row;
  readonly why: string;
}

/**
 * All sessions: by evasions, then RED, risky allows, denials, and things that were seen for the
 * first time; those alike by prompts, calls and start. `news`: false in a first edition.
 */
export function sessionLooks(facts: Facts, news: boolean): SessionLook[] {
  const counted = rowsOf(facts, "sessions").map((row) => ({
    row,
    marks: marksOf(facts, row, news),
  }));
  return counted
    .sort((a, b) => compare(a.marks, b.marks) || ties(a.row, b.row))
    .map(({ row, marks }) => ({ row, why: words(marks) }));
}

interface Marks {
  readonly evasions: number;
  readonly red: number;
  readonly risky: number;
  readonly denied: number;
  readonly fresh: number;
}

function marksOf(facts: Facts, row: Row, news: boolean): Marks {
  const isMine = (id: string): boolean => id === row.session_id;
  return {
    evasions: facts.evasions.filter(({ sessionId }) => isMine(sessionId)).length,
    red: row.red,
    risky: row.risky,
    denied: row.denied,
    fresh: news
      ? rowsOf(facts, "first-seen").filter((one) => one.known && isMine(one.session_id)).length
      : 0,
  };
}

function compare(a: Marks, b: Marks): number {
  return (
    b.evasions - a.evasions ||
    b.red - a.red ||
    b.risky - a.risky ||
    b.denied - a.denied ||
    b.fresh - a.fresh
  );
}

function ties(a: Row, b: Row): number {
  return (
    b.prompts_seen - a.prompts_seen ||
    b.calls - a.calls ||
    a.start_ms - b.start_ms ||
    (a.session_id < b.session_id ? -1 : 1)
  );
}

/** `3 denied, 1 reached anyway, 2 new`. RED calls are denied, and told apart. */
function words({ evasions, red, risky, denied, fresh }: Marks): string {
  return [
    red > 0 ? `${red} RED` : "",
    denied > red ? `${denied - red} denied` : "",
    evasions > 0 ? `${evasions} reached anyway` : "",
    risky > 0 ? `${risky} risky ${plural(risky, "allow")}` : "",
    fresh > 0 ? `${fresh} new` : "",
  ]
    .filter((part) => part !== "")
    .join(", ");
}
