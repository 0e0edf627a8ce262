import { ENTRY_FIELDS, LIST_FIELDS } from "./columns.ts";
import { children, entryColumns, timeOf } from "./load-sql.ts";
import { LINE_LIMIT } from "./logs.ts";

/*
 * The statements that load a slice of new lines of our own straight into the tables: lines that
 * have an id and, where they name a tool, a fingerprint. In DuckDB's own SQL.
 */

/**
 * The slice as typed rows, each line read once. A line that is no JSON, or whose fields are of
 * other types, becomes a row of nulls: it is missed by counting.
 */
function rows(fields: Record<string, unknown>): string {
  const columns = Object.entries(fields).map(([name, type]) => `"${name}": '${typeName(type)}'`);
  return `read_json($path, format = 'newline_delimited', ignore_errors = true, maximum_object_size = ${LINE_LIMIT},
  columns = {${columns.join(", ")}})`;
}

/** `[{ rule: "VARCHAR" }]` as DuckDB writes it: `STRUCT("rule" VARCHAR)[]`. */
function typeName(type: unknown): string {
  if (Array.isArray(type)) return `${typeName(type[0])}[]`;
  if (typeof type !== "object" || type === null) return String(type);
  const members = Object.entries(type).map(([name, member]) => `"${name}" ${typeName(member)}`);
  return `STRUCT(${members.join(", ")})`;
}

const SINGLE_FIELDS = Object.fromEntries(
  Object.entries(ENTRY_FIELDS).filter(([, type]) => typeof type === "string"),
);

const ENTRY_ROWS = `select *, ${timeOf("timestamp")} as ts, coalesce(source, $source) as own_source
  from ${rows(SINGLE_FIELDS)}`;

const COMPLETE =
  "ts is not null and event is not null and id is not null and (tool_name is null or fingerprint is not null)";

/** All but permission requests. */
export const DIRECT_ENTRIES = `
insert into entries by name
select ${entryColumns({ id: "id", requestKey: "null", isFirst: "true" })}
from (${ENTRY_ROWS})
where ${COMPLETE} and event <> 'PermissionRequest'`;

/** Permission requests, which find their call in what is loaded. */
export const REQUEST_STAGE = `
create or replace temp table request_stage as
select *
from (${ENTRY_ROWS})
where ${COMPLETE} and event = 'PermissionRequest' and tool_use_id is null`;

export const REQUEST_SPAN =
  "select cast(min(ts) - interval 1 hour as varchar), cast(max(ts) as varchar) from request_stage";

/** Each with the latest equal call before it; from `$from` to `$to`, so that little is read. */
export const DIRECT_REQUESTS = `
insert into entries by name
with called as (
  select r.rowid as place, arg_max(c.call_key, c.ts) as call_key
  from request_stage r
  join entries c
    on c.session_id = r.session_id
    and c.agent_id is not distinct from r.agent_id
    and c.tool_name = r.tool_name
    and coalesce(c.input_mac, c.tool_input) = coalesce(r.input_mac, left(r.tool_input, 256))
    and c.ts <= r.ts
    and c.ts >= r.ts - interval 1 hour
  where c.event = 'PreToolUse'
    and c.tool_use_id is not null
    and c.ts >= cast($from as timestamptz)
    and c.ts <= cast($to as timestamptz)
  group by r.rowid
)
select ${entryColumns({ id: "id", requestKey: "request_key", isFirst: "true" })}
from (
  select r.*, called.call_key as request_key
  from request_stage r
  left join called
    on called.place = r.rowid
)`;

/** What `REPEATS` compares: the same event of the same call, else the same entry. */
const EVENT_KEY =
  "case when event <> 'PermissionRequest' and call_key is not null then hash(call_key, event, source = 'import' and event <> 'PreToolUse') end";

/** How many rows of the load repeat another one of it, and the days in which earlier ones may. */
export const OWN_REPEATS = `
select
  cast(count(*) - count(distinct coalesce(event_key, hash(id))) as integer),
  cast(min(ts) - interval 1 day as varchar),
  cast(max(ts) + interval 1 day as varchar)
from (select id, ts, ${EVENT_KEY} as event_key from entries where load_id = $load_id)`;

/**
 * How many earlier rows are repeated by the load: the same entry, or the same event of the same
 * call; an imported call repeats one of ours. Asked with `in`, which reads hardly any of them where ids are new.
 */
export const EARLIER_REPEATS = `
with earlier as not materialized (
  select id, call_key, event, source
  from entries
  where load_id < $load_id
    and ts >= cast($from as timestamptz)
    and ts <= cast($to as timestamptz)
)
select cast(
  (select count(*) from earlier where id in (select id from entries where load_id = $load_id))
  + (
    select count(*)
    from earlier
    where call_key in (select call_key from entries where load_id = $load_id)
      and exists (
        select 1
        from entries own
        where own.load_id = $load_id
          and own.event <> 'PermissionRequest'
          and own.call_key = earlier.call_key
          and own.event = earlier.event
          and (own.event = 'PreToolUse' or (own.source = 'import') = (earlier.source = 'import'))
      )
  )
as double)`;

/** The lists of lines that have any. */
export const LISTS = `
create or replace temp table lists as
select *
from (select *, ${timeOf("timestamp")} as ts from ${rows(LIST_FIELDS)})
where ${Object.entries(LIST_FIELDS)
  .filter(([, type]) => Array.isArray(type))
  .map(([name]) => `len(${name}) > 0`)
  .join(" or ")}`;

export const DIRECT_CHILDREN = children("lists", "id");
