import { rowsOf } from "../../findings/facts.ts";
import { count, duration, named, time } from "../../findings/values.ts";
import type { MetricRow } from "../../metrics/index.ts";
import type { SectionKind } from "../section.ts";
import { columns, cut } from "../table.ts";

const SHOWN = 5;

/** The sessions with most denials, then most prompts, then most calls: no score is shown. */
export const sessions = {
  needs: ["sessions"],
  make: ({ facts }) => {
    const rows = [...rowsOf(facts, "sessions")].sort(
      (a, b) =>
        b.denied - a.denied ||
        b.prompts_seen - a.prompts_seen ||
        b.calls - a.calls ||
        a.start_ms - b.start_ms,
    );
    const short = shortIds(rows.map((row) => row.session_id));
    const { shown, more } = cut(rows, SHOWN, null);
    return {
      id: "sessions",
      title: "Sessions to look at",
      summary: [],
      fold: true,
      blocks: [
        {
          kind: "table",
          columns: columns("session", "start", ">took", ">calls", ">denied", ">prompts"),
          rows: shown.map((row) => line(row, short)),
          total: null,
          more,
          empty: "No session.",
        },
      ],
    };
  },
} as const satisfies SectionKind;

function line(row: MetricRow<"sessions">, short: (id: string) => string) {
  return [
    named(`${short(row.session_id)} ${row.project}`),
    time(row.start_ms, "day_clock"),
    duration(Math.max(0, row.end_ms - row.start_ms)),
    count(row.calls),
    count(row.denied),
    count(row.prompts_seen),
  ];
}

/** The shortest beginning, at least four characters, that no other session shares. */
function shortIds(ids: readonly string[]): (id: string) => string {
  const sorted = [...new Set(ids)].sort();
  const shared = new Map<string, number>();
  for (const [index, id] of sorted.entries()) {
    const neighbours = [sorted[index - 1], sorted[index + 1]].filter((one) => one !== undefined);
    shared.set(id, Math.max(0, ...neighbours.map((other) => commonStart(id, other))));
  }
  return (id) => id.slice(0, Math.max(4, (shared.get(id) ?? 0) + 1));
}

function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}
