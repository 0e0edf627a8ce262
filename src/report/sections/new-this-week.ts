import { askedFlags, ours, spanWord } from "../../findings/command-line.ts";
import { type Facts, rowsOf, scorecardSeries } from "../../findings/facts.ts";
import { count, counted, quote, text, time } from "../../findings/values.ts";
import type { MetricRow } from "../../metrics/index.ts";
import type { Value } from "../../model/report.ts";
import { type Material, type SectionKind, TOP } from "../section.ts";
import { columns, cut } from "../table.ts";

const KINDS = {
  mcp_server: "MCP server",
  host: "host",
  program: "program",
  tool: "tool",
  project: "project",
  rule: "rule",
} as const satisfies Record<MetricRow<"first-seen">["kind"], string>;

const DAY_MS = 86_400_000;

/**
 * What was never seen in the days before that are looked back on. Silent in a first edition, in
 * which everything would be new.
 */
export const newThisWeek = {
  needs: ["first-seen", "scorecard"],
  make: (material) => {
    const { facts } = material;
    const seen = rowsOf(facts, "first-seen");
    if (isFirst(material) || seen.some(({ known }) => !known)) return null;
    const order = Object.keys(KINDS);
    const rows = [...seen].sort(
      (a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || b.calls - a.calls,
    );
    const isWhole = material.report === "security";
    const command = ours(`report security ${askedFlags(facts)}`, facts);
    const { shown, more } = cut(rows, isWhole ? Number.POSITIVE_INFINITY : TOP, command);
    return {
      id: "new-this-week",
      title: facts.session === null ? `New this ${spanWord(facts.window)}` : "New in it",
      summary: [text("not seen in the "), ...counted(lookedBack(facts), "day"), text(" before")],
      fold: true,
      blocks: [
        {
          kind: "table",
          columns: columns("kind", "name", ">calls", ">sessions", "since", "project"),
          rows: shown.map((row) => line(row)),
          total: null,
          more,
          empty:
            "Nothing new: every tool, server, program, host, project and rule was seen before.",
        },
      ],
    };
  },
} as const satisfies SectionKind;

/** A session is looked at beside what all sessions before it had. */
function isFirst({ facts, last }: Material): boolean {
  return last === null && facts.session === null;
}

function line(row: MetricRow<"first-seen">): Value[] {
  const others = row.projects - 1;
  return [
    text(KINDS[row.kind]),
    quote(row.label),
    count(row.calls),
    count(row.sessions),
    time(row.first_ms, "day_clock"),
    quote(others === 0 ? row.project : `${row.project} +${others}`),
  ];
}

/** Days that are looked back on; fewer where the log is younger than that. */
function lookedBack(facts: Facts): number {
  const first = scorecardSeries(facts).findIndex((row) => row !== undefined);
  const start = first > 0 ? facts.windows[first]?.since : undefined;
  if (start === undefined) return facts.lookBackDays;
  const known = Math.ceil((Date.parse(facts.window.since) - Date.parse(start)) / DAY_MS);
  return known <= 0 ? facts.lookBackDays : Math.min(facts.lookBackDays, known);
}
