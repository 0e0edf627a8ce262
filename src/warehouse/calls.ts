import { type DuckDBConnection, LIST, listValue, VARCHAR } from "@duckdb/node-api";
import { CallFacts } from "../model/call-facts.ts";

/** A session of the log: epoch milliseconds of its first and last entry. */
export interface KnownSession {
  readonly id: string;
  readonly project: string;
  readonly firstMs: number;
  readonly lastMs: number;
}

/** A call in the log, and what the log itself shows of its end. */
export interface KnownCall {
  readonly sessionId: string;
  readonly toolUseId: string;
  readonly source: string;
  readonly decision: string;
  /** A PostToolUse or PostToolUseFailure entry says that it ran. */
  readonly ran: boolean;
  /** Claude Code asked for permission, or we did while a person was there. */
  readonly prompted: boolean;
  /** An entry says already what a transcript told. */
  readonly reconciled: boolean;
  readonly facts: CallFacts;
}

/** A call of the log to compare with a transcript. */
export interface LoggedCall {
  readonly sessionId: string;
  readonly toolUseId: string;
  readonly agentId: string | undefined;
  readonly atMs: number;
  readonly decision: string;
}

export interface CallReader {
  /** Every call of the log with one of these ids, in whatever session; canaries are none. */
  known(toolUseIds: readonly string[]): Promise<KnownCall[]>;
  /** The live calls of these sessions that have an id, by time. */
  ofSessions(sessionIds: readonly string[]): Promise<LoggedCall[]>;
  /**
   * Sessions with a call by then (ISO 8601 UTC) whose ids begin so, the last one first; of a whole
   * id that session alone, whatever else begins with it.
   */
  sessionsNamed(beginning: string, asOf: string): Promise<KnownSession[]>;
  /** When the hook first recorded a call; undefined where it never did. */
  firstLiveMs(): Promise<number | undefined>;
  /** When the first call of the log was made; null without any. */
  firstMs(): Promise<number | null>;
}

/** Questions about single calls, by their ids. */
export function createCallReader(connection: DuckDBConnection): CallReader {
  const rows = async (
    sql: string,
    parameters: Readonly<Record<string, readonly string[]>>,
  ): Promise<Record<string, unknown>[]> => {
    const lists = Object.entries(parameters).map(([name, list]) => [name, listValue([...list])]);
    const types = Object.keys(parameters).map((name) => [name, LIST(VARCHAR)]);
    const found = await connection.runAndReadAll(
      sql,
      Object.fromEntries(lists),
      Object.fromEntries(types),
    );
    return found.getRowObjectsJson();
  };
  return {
    known: async (ids) => (await rows(KNOWN, { ids })).map(knownCall),
    ofSessions: async (sessions) => (await rows(OF_SESSIONS, { sessions })).map(loggedCall),
    sessionsNamed: async (beginning, asOf) => {
      const found = await connection.runAndReadAll(SESSIONS, { beginning, as_of: asOf });
      const sessions = found.getRowObjectsJson().map(knownSession);
      const whole = sessions.filter(({ id }) => id === beginning);
      return whole.length > 0 ? whole : sessions;
    },
    firstLiveMs: async () => {
      const [row] = await rows(FIRST_LIVE, {});
      return typeof row?.["first_ms"] === "number" ? row["first_ms"] : undefined;
    },
    firstMs: async () => {
      const [row] = await rows(FIRST, {});
      return typeof row?.["first_ms"] === "number" ? row["first_ms"] : null;
    },
  };
}

const KNOWN = `
with mine as (
  select *
  from entries
  where tool_use_id in (select unnest($ids))
    and source <> 'canary'
    and is_first
),
closed as (
  select
    call_key,
    source = 'import' as imported,
    bool_or(event in ('PostToolUse', 'PostToolUseFailure')) as ran,
    bool_or(event = 'Reconciled') as reconciled
  from mine
  where event <> 'PreToolUse'
  group by call_key, source = 'import'
)
select
  c.*,
  coalesce(closed.ran, false) as ran,
  coalesce(closed.reconciled, false) as reconciled,
  (c.decision = 'ask' and coalesce(c.attended, true)) or c.call_key in (
    select p.call_key
    from entries p
    where p.event = 'PermissionRequest' and p.call_key in (select call_key from mine)
  ) as prompted
from mine c
left join closed
  on closed.call_key = c.call_key
  and closed.imported = (c.source = 'import')
where c.event = 'PreToolUse'
order by c.ts, c.id`;

const OF_SESSIONS = `
select
  session_id,
  tool_use_id,
  agent_id,
  cast(epoch_ms(ts) as double) as at_ms,
  decision
from entries
where event = 'PreToolUse'
  and source = 'live'
  and is_first
  and tool_use_id is not null
  and session_id in (select unnest($sessions))
order by ts, id`;

const SESSIONS = `
with mine as (
  select distinct session_id
  from calls
  where starts_with(session_id, $beginning)
    and session_id <> ''
    and ts <= cast($as_of as timestamptz)
)
select
  session_id,
  min(project) as project,
  cast(epoch_ms(min(ts)) as double) as first_ms,
  cast(epoch_ms(max(ts)) as double) as last_ms
from entries
where session_id in (select session_id from mine)
  and source in ('live', 'replay')
  and not (event = 'Reconciled' and source = 'live')
  and ts <= cast($as_of as timestamptz)
group by session_id
order by last_ms desc, session_id`;

const FIRST = `
select cast(epoch_ms(min(ts)) as double) as first_ms
from calls
`;

const FIRST_LIVE = `
select cast(epoch_ms(min(ts)) as double) as first_ms
from entries
where event = 'PreToolUse' and source = 'live'`;

function knownCall(row: Record<string, unknown>): KnownCall {
  const told = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
  return {
    sessionId: String(row["session_id"]),
    toolUseId: String(row["tool_use_id"]),
    source: String(row["source"]),
    decision: String(row["decision"]),
    ran: row["ran"] === true,
    prompted: row["prompted"] === true,
    reconciled: row["reconciled"] === true,
    facts: factsOf(told),
  };
}

/** An older line may hold another word where we know a few: it is left out, the rest is kept. */
function factsOf(told: Record<string, unknown>): CallFacts {
  const read = CallFacts.safeParse(told);
  if (read.success) return read.data;
  const odd = new Set(read.error.issues.map((issue) => issue.path[0]));
  return CallFacts.parse(
    Object.fromEntries(Object.entries(told).filter(([name]) => !odd.has(name))),
  );
}

function knownSession(row: Record<string, unknown>): KnownSession {
  return {
    id: String(row["session_id"]),
    project: String(row["project"]),
    firstMs: Number(row["first_ms"]),
    lastMs: Number(row["last_ms"]),
  };
}

function loggedCall(row: Record<string, unknown>): LoggedCall {
  const agent = row["agent_id"];
  return {
    sessionId: String(row["session_id"]),
    toolUseId: String(row["tool_use_id"]),
    agentId: typeof agent === "string" ? agent : undefined,
    atMs: Number(row["at_ms"]),
    decision: String(row["decision"]),
  };
}
