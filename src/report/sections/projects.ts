import { type Facts, promptsSeen, rowsOf } from "../../findings/facts.ts";
import { count, quote, ratio, text } from "../../findings/values.ts";
import type { MetricRow } from "../../metrics/index.ts";
import type { Value } from "../../model/report.ts";
import type { SectionKind } from "../section.ts";
import { columns, total } from "../table.ts";

type Row = MetricRow<"projects">;

const SHOWN = 5;

/** The projects with most calls, and all others in a row. A session can be in several. */
export const projects = {
  needs: ["projects"],
  make: ({ facts }) => {
    const rows = rowsOf(facts, "projects");
    const others = rows.slice(SHOWN);
    const lineOf = (...parts: Line): Value[] => line(facts, parts);
    return {
      id: "projects",
      title: "Projects",
      summary: [],
      fold: true,
      blocks: [
        {
          kind: "table",
          columns: columns(
            "project",
            ">calls",
            ">sessions",
            ">denied",
            ">prompts",
            ">passthrough",
            "k of n",
          ),
          rows: [
            ...rows
              .slice(0, SHOWN)
              .map((row) => lineOf(quote(row.project), row, count(row.sessions))),
            ...(others.length === 0
              ? []
              : [lineOf(text(`${others.length} others`), sumOf(others), text(""))]),
          ],
          total: rows.length < 2 ? null : lineOf(text("all"), sumOf(rows), text("")),
          more: null,
          empty: "No project.",
        },
      ],
    };
  },
} as const satisfies SectionKind;

type Line = readonly [name: Value, row: Omit<Row, "project" | "sessions">, sessions: Value];

function line(facts: Facts, [name, row, sessions]: Line): Value[] {
  return [
    name,
    count(row.calls),
    sessions,
    count(row.denied),
    count(promptsSeen(facts, row.prompts_seen)),
    ratio(row.n === 0 ? null : row.k / row.n),
    text(`${grouped(row.k)} of ${grouped(row.n)}`),
  ];
}

/** `1,337`, as counts are written. */
function grouped(value: number): string {
  return value.toLocaleString("en-US");
}

function sumOf(rows: readonly Row[]): Omit<Row, "project" | "sessions"> {
  const sum = (of: (row: Row) => number): number => total(rows.map(of));
  return {
    calls: sum((row) => row.calls),
    denied: sum((row) => row.denied),
    prompts_seen: sum((row) => row.prompts_seen),
    k: sum((row) => row.k),
    n: sum((row) => row.n),
  };
}
