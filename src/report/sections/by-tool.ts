import { type Facts, rowsOf } from "../../findings/facts.ts";
import { count, counted, quote, text } from "../../findings/values.ts";
import type { MetricRow } from "../../metrics/index.ts";
import type { Block } from "../../model/report.ts";
import type { Section, SectionKind } from "../section.ts";
import { columns, cut, total } from "../table.ts";

const SHOWN = 30;

type Row = MetricRow<"decisions-by-tool">;

const PARTS = {
  tool: { id: "by-tool", title: "By tool", first: "tool", empty: "No tool was called." },
  mcp_server: {
    id: "by-mcp-server",
    title: "By MCP server",
    first: "server",
    empty: "No MCP server was called.",
  },
  agent: {
    id: "by-subagent",
    title: "By subagent",
    first: "subagent",
    empty: "No subagent called a tool.",
  },
} as const satisfies Record<
  Row["part"],
  { id: string; title: string; first: string; empty: string }
>;

/** What was decided on the calls of each tool, and how they ended. */
export const byTool = {
  needs: ["decisions-by-tool"],
  make: ({ facts }) => sectionOf(facts, "tool"),
} as const satisfies SectionKind;

/** The same for each MCP server. */
export const byMcpServer = {
  needs: ["decisions-by-tool"],
  make: ({ facts }) => sectionOf(facts, "mcp_server"),
} as const satisfies SectionKind;

/** The same for each kind of subagent. */
export const bySubagent = {
  needs: ["decisions-by-tool"],
  make: ({ facts }) => sectionOf(facts, "agent"),
} as const satisfies SectionKind;

function sectionOf(facts: Facts, part: Row["part"]): Section {
  const { id, title, first, empty } = PARTS[part];
  const rows = rowsOf(facts, "decisions-by-tool").filter((row) => row.part === part);
  const calls = total(rows.map((row) => row.calls));
  const headline =
    part === "tool"
      ? [...counted(calls, "call"), text(" of "), ...counted(rows.length, "tool")]
      : [];
  const blocks = [tableOf(rows, first, empty)];
  return { id, title, summary: [], headline, fold: false, blocks };
}

function tableOf(rows: readonly Row[], first: string, empty: string): Block {
  const { shown, more } = cut(rows, SHOWN, null);
  const sum = (of: (row: Row) => number) => count(total(rows.map(of)));
  return {
    kind: "table",
    columns: columns(
      first,
      ...[">calls", ">allowed", ">asked", ">denied", ">none", ">prompts", ">failed", ">refused"],
    ),
    rows: shown.map((row) => [
      row.name === "" ? text("unnamed") : quote(row.name),
      ...FIGURES.map((of) => count(of(row))),
    ]),
    total: rows.length < 2 ? null : [text("all"), ...FIGURES.map(sum)],
    more,
    empty,
  };
}

const FIGURES: readonly ((row: Row) => number)[] = [
  (row) => row.calls,
  (row) => row.allowed,
  (row) => row.asked,
  (row) => row.denied,
  (row) => row.no_opinion,
  (row) => row.prompts_seen,
  (row) => row.failed,
  (row) => row.refused,
];
