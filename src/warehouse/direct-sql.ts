import { children, entryColumns, FIELDS, LINES, TIME } from "./load-sql.ts";

/*
 * The statements that load a slice of new lines of our own straight into the tables: lines that
 * have an id and, where they name a tool, a fingerprint. In DuckDB's own SQL.
 */

const COMPLETE =
  "ts is not null and event is not null and id is not null and (tool_name is null or fingerprint is not null)";

/**
 * All but permission requests. To be run without the optimizer's `filter_pushdown`: it would read
 * every line's JSON twice, once to filter and once to insert.
 */
export const DIRECT_ENTRIES = `
insert into entries by name
select ${entryColumns({ id: "id", requestKey: "null", isFirst: "true" })}
from (
  select e.*, ${TIME} as ts, coalesce(e.source, $source) as own_source
  from (select ${FIELDS} as e from ${LINES} where line is not null)
)
where ${COMPLETE} and event <> 'PermissionRequest'`;

/** Permission requests, which find their call in what is loaded. */
export const REQUEST_STAGE = `
create or replace temp table request_stage as
select *
from (
  select e.*, ${TIME} as ts, coalesce(e.source, $source) as own_source
  from (select ${FIELDS} as e from ${LINES} where contains(line, 'PermissionRequest'))
)
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
  "case when event <> 'PermissionRequest' and call_key is not null then hash(call_key, event, source = 'import') end";

/** How many rows of the load repeat another one of it, and the days in which earlier ones may. */
export const OWN_REPEATS = `
select
  cast(count(*) - count(distinct coalesce(event_key, hash(id))) as integer),
  cast(min(ts) - interval 1 day as varchar),
  cast(max(ts) + interval 1 day as varchar)
from (select id, ts, ${EVENT_KEY} as event_key from entries where load_id = $load_id)`;

/** Whether a row of the load repeats one that was loaded earlier. */
export const EARLIER_REPEATS = `
with own as (
  select hash(id) as id_key, ${EVENT_KEY} as event_key from entries where load_id = $load_id
),
earlier as (
  select hash(id) as id_key, ${EVENT_KEY} as event_key
  from entries
  where load_id < $load_id
    and ts >= cast($from as timestamptz)
    and ts <= cast($to as timestamptz)
)
select
  exists (select 1 from own join earlier on earlier.id_key = own.id_key)
  or exists (select 1 from own join earlier on earlier.event_key = own.event_key)`;

/** The lists of lines that have any. */
export const LISTS = `
create or replace temp table lists as
select e.*, ${TIME} as ts
from (select ${FIELDS} as e from ${LINES} where contains(line, '['))`;

export const DIRECT_CHILDREN = children("lists", "id");
