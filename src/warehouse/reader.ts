import { readFileSync } from "node:fs";
import {
  type DuckDBConnection,
  type DuckDBResultReader,
  type DuckDBType,
  type DuckDBValue,
  LIST,
  listValue,
  VARCHAR,
} from "@duckdb/node-api";
import { ASSETS } from "../assets.ts";
import { LOOK_BACK_DAYS, type MetricName, type MetricRow } from "../metrics/index.ts";
import { parseRows } from "../metrics/rows.ts";
import type { PastCallRow } from "../model/past-call-row.ts";
import type { Window } from "../model/window.ts";
import { type CallReader, createCallReader } from "./calls.ts";
import { createLanes } from "./lanes.ts";
import type { Warehouse } from "./open.ts";
import { type PastCalls, type PastScope, pastCalls } from "./past-calls.ts";
import { sqlText } from "./sql-text.ts";
import { type Anchor, anchorsOf } from "./witness.ts";

/** What a metric is asked about. */
export interface MeasureScope {
  /** Oldest first; a metric about one window takes a series of one. */
  readonly windows: readonly Window[];
  /** ISO 8601 UTC: nothing later is looked at. */
  readonly asOf: string;
  readonly project: string | null;
  readonly tool: string | null;
  readonly excludeTools: readonly string[];
  /** Only this session, for the metrics that can be narrowed so; absent for all. */
  readonly session?: string | null;
  /** How far back new things are looked for; 30 days where absent. */
  readonly lookBackDays?: number;
}

/** How much of the log stands behind the figures. */
interface Coverage {
  readonly bad_lines: number;
  readonly files: number;
  readonly anchor: Anchor | null;
  /** True where another process held the warehouse and the log was read into memory instead. */
  readonly fallback: boolean;
  /** Whether any prompt of Claude Code was ever recorded: without one nobody knows of any. */
  readonly prompts_recorded: boolean;
}

export interface Reader {
  /** Two may be asked at a time; more wait for their turn. */
  measure<Name extends MetricName>(name: Name, scope: MeasureScope): Promise<MetricRow<Name>[]>;
  coverage(asOf: string): Promise<Coverage>;
  readonly calls: CallReader;
  /** Calls to judge again: see `pastCalls`. */
  past(scope: PastScope, which: PastCalls, most?: number): Promise<PastCallRow[]>;
}

export function createReader(
  warehouse: Warehouse,
  context: { home: string; fallback: boolean },
): Reader {
  const lanes = createLanes(warehouse);
  let anchorOf: ReturnType<typeof anchorsOf> | undefined;
  return {
    calls: createCallReader(warehouse.connection),
    past: (scope, which, most) => pastCalls(warehouse.connection, { ...scope, most }, which),
    // The rows are read after the lane is free for the next.
    measure: async (name, scope) =>
      parseRows(
        name,
        (await lanes((connection) => ask(connection, name, scope))).getRowObjectsJson(),
      ),
    coverage: async (asOf) => {
      const stood = await lanes((connection) => stoodAt(connection, asOf));
      anchorOf ??= anchorsOf(context.home);
      return { ...stood, anchor: anchorOf(asOf), fallback: context.fallback };
    },
  };
}

/** The text of a metric's question. */
export function metricSql(name: MetricName): string {
  return readFileSync(new URL(`${name}.sql`, ASSETS.metrics), "utf8");
}

/** The parameters of a scope by name, as plain values; a metric uses those that it names. */
export function scopeParameters(scope: MeasureScope): Record<string, string | null | string[]> {
  return {
    starts: scope.windows.map((window) => window.since),
    ends: scope.windows.map((window) => window.until),
    as_of: scope.asOf,
    tz: scope.windows[0]?.timeZone ?? "UTC",
    project: scope.project,
    tool: scope.tool,
    exclude_tools: [...scope.excludeTools],
    session: scope.session ?? null,
    look_back: `${scope.lookBackDays ?? LOOK_BACK_DAYS} days`,
  };
}

/** The parameters that a metric names, as they are bound. */
export function metricParameters(
  name: MetricName,
  scope: MeasureScope,
): Record<string, string | null | string[]> {
  const sql = metricSql(name);
  const named = Object.entries(scopeParameters(scope)).filter(([key]) =>
    new RegExp(`\\$${key}\\b`).test(sql),
  );
  return Object.fromEntries(named);
}

/** Parts of a scope that name something: what they hold may come from a log, and is always bound. */
const NAMES = ["project", "tool", "exclude_tools", "session"];

/**
 * Asks with the times, and what is null or empty, written into the text, and with names bound: a
 * statement that has parameters is planned twice, and most scopes name nothing.
 */
function ask(
  connection: DuckDBConnection,
  name: MetricName,
  scope: MeasureScope,
): Promise<DuckDBResultReader> {
  let sql = metricSql(name);
  const values: Record<string, DuckDBValue> = {};
  const types: Record<string, DuckDBType> = {};
  // A parameter that the statement does not name is an error, so only those it does.
  for (const [key, value] of Object.entries(metricParameters(name, scope))) {
    if (value === null || value.length === 0 || !NAMES.includes(key)) {
      sql = sql.replaceAll(new RegExp(`\\$${key}\\b`, "g"), () => literal(value));
      continue;
    }
    values[key] = Array.isArray(value) ? listValue(value) : value;
    types[key] = Array.isArray(value) ? LIST(VARCHAR) : VARCHAR;
  }
  return Object.keys(values).length === 0
    ? connection.runAndReadAll(sql)
    : connection.runAndReadAll(sql, values, types);
}

function literal(value: string | null | readonly string[]): string {
  if (value === null) return "null";
  return typeof value === "string" ? sqlText(value) : `[${value.map(sqlText).join(", ")}]`;
}

/** What stood in the warehouse at a time, of lines that could not be read too. */
async function stoodAt(
  connection: DuckDBConnection,
  asOf: string,
): Promise<Pick<Coverage, "bad_lines" | "files" | "prompts_recorded">> {
  const found = await connection.runAndReadAll(
    `select
      (select cast(count(*) as integer) from bad_lines where found_at <= cast($as_of as timestamptz)),
      (select cast(count(*) as integer) from cursors),
      exists (
        select 1 from entries
        where event = 'PermissionRequest' and ts <= cast($as_of as timestamptz)
      )`,
    { as_of: asOf },
  );
  const [badLines, files, prompts] = found.getRowsJson()[0] ?? [];
  return { bad_lines: Number(badLines), files: Number(files), prompts_recorded: prompts === true };
}
