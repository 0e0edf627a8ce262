import { PLAIN_COLUMNS } from "./columns.ts";

/*
 * The statements that load a slice, in the order in which they run: lines to a stage of typed
 * rows, what the stage repeats, and from the stage into the tables. In DuckDB's own SQL.
 */

/**
 * One column of raw lines. The delimiter, the byte 0x01, never stands in a line that gets here.
 * SQL knows no escapes: written as `\\x01` it would be those four characters, which do.
 */
const LINES = `read_csv($path, columns = {'line': 'VARCHAR'}, delim = '\u0001', quote = '', escape = '',
  header = false, auto_detect = false, strict_mode = false, new_line = '\\n', max_line_size = 4194560)`;

/** Older lines carry no id of their own; `fillOlderLines` gives them one. */
const ENTRY_ID = "coalesce(own_id, id)";

/** A call's key: session and tool_use_id as one number, cheap to join. */
function callKey(session: string, toolUseId: string): string {
  return `cast(hash(coalesce(${session}, ''), ${toolUseId}) >> 1 as bigint)`;
}

/** tool_input as text: older logs hold an object, or text as a JSON string. */
const INPUT_TEXT =
  "case when json_type(tool_input) = 'VARCHAR' then tool_input->>'$' else cast(tool_input as varchar) end";

/**
 * An entry's time; null where it is none. Years without four digits, and the `infinity` that SQL
 * knows, are none: arithmetic near the ends of the calendar is an error, for all lines of a slice.
 */
const TIME = `case
    when try_cast(e.timestamp as timestamptz) >= timestamptz '1000-01-01 00:00:00+00'
      and try_cast(e.timestamp as timestamptz) < timestamptz '9999-01-01 00:00:00+00'
      then try_cast(e.timestamp as timestamptz)
  end`;

export const STAGE = `
create or replace temp table stage as
select
  e.*,
  case when e.id is null then sha256(line) end as line_hash,
  ${TIME} as ts,
  coalesce(${TIME} is not null and e.event is not null, false) as is_entry,
  cast(null as varchar) as own_id,
  coalesce(e.source, $source) as own_source
from (
  select line, json_transform(line, $structure) as e
  from ${LINES}
  where line is not null and json_valid(line)
)`;

/** Which call a PermissionRequest is about: the latest equal one before it. It carries no id. */
export const REQUESTS = `
create or replace temp table request_calls as
with requests as (
  select rowid as place, ts, session_id, agent_id, tool_name, coalesce(input_mac, ${INPUT_TEXT}) as input
  from stage
  where is_entry and event = 'PermissionRequest'
),
candidates as (
  select
    ${callKey("session_id", "tool_use_id")} as call_key,
    ts, session_id, agent_id, tool_name,
    coalesce(input_mac, ${INPUT_TEXT}) as input
  from stage
  where is_entry and event = 'PreToolUse' and tool_use_id is not null
    and (select count(*) from requests) > 0
  union all
  select call_key, ts, session_id, agent_id, tool_name, coalesce(input_mac, tool_input) as input
  from entries
  where event = 'PreToolUse' and tool_use_id is not null
    and ts >= (select min(ts) - interval 1 hour from requests)
    and ts <= (select max(ts) from requests)
)
select r.place, arg_max(c.call_key, c.ts) as call_key
from requests r
join candidates c
  on c.session_id = r.session_id
  and c.agent_id is not distinct from r.agent_id
  and c.tool_name = r.tool_name
  and c.input = r.input
  and c.ts <= r.ts
  and c.ts >= r.ts - interval 1 hour
group by r.place`;

/**
 * Rows that say again what another one said: the same event of the same call, or the same entry
 * read twice. What was imported repeats no line of ours, nor the other way round. Narrow on purpose: only keys are sorted, and only against rows of the same days.
 */
export const REPEATS = `
create or replace temp table repeats as
with keyed as (
  select
    rowid as place, ts, ${ENTRY_ID} as entry_id,
    hash(${ENTRY_ID}) as id_key,
    case when tool_use_id is not null then hash(coalesce(session_id, ''), tool_use_id, event, own_source = 'import') end as event_key
  from stage
  where is_entry
),
known as (
  select id, hash(id) as id_key, case when tool_use_id is not null then hash(session_id, tool_use_id, event, source = 'import') end as event_key
  from entries
  where ts >= (select min(ts) - interval 1 day from keyed)
    and ts <= (select max(ts) + interval 1 day from keyed)
),
firsts as (
  select coalesce(event_key, id_key) as key, arg_min(place, (ts, entry_id)) as place
  from keyed
  group by 1
  having count(*) > 1
)
select keyed.place
from keyed
join firsts
  on firsts.key = coalesce(keyed.event_key, keyed.id_key)
  and firsts.place <> keyed.place
union
select keyed.place from keyed join known on known.id_key = keyed.id_key
union
select keyed.place from keyed join known on known.event_key = keyed.event_key`;

export const ENTRIES = `
insert into entries by name
select
  cast($load_id as integer) as load_id,
  ${ENTRY_ID} as id,
  stage.ts,
  event,
  coalesce(session_id, '') as session_id,
  case
    when event = 'PermissionRequest' then request_calls.call_key
    when tool_use_id is not null then ${callKey("session_id", "tool_use_id")}
    when event = 'PreToolUse' then cast(hash(${ENTRY_ID}) >> 1 as bigint)
  end as call_key,
  stage.rowid not in (select place from repeats) as is_first,
  coalesce(project, nullif(regexp_extract(cwd, '([^/\\\\]+)[/\\\\]*$', 1), ''), '') as project,
  left(${INPUT_TEXT}, 256) as tool_input,
  coalesce(tier, 'none') as tier,
  coalesce(decision, 'none') as decision,
  coalesce(outcome, case
    when event = 'PostToolUse' and coalesce(tool_success, true) then 'ok'
    when event in ('PostToolUse', 'PostToolUseFailure') then 'failed'
    when event = 'PermissionDenied' then 'classifier_denied'
  end) as outcome,
  own_source as source,
  ${PLAIN_COLUMNS.map(plainColumn).join(",\n  ")}
from stage
left join request_calls
  on request_calls.place = stage.rowid
where is_entry`;

/** A number too large for JSON, or the text `NaN`, is no number of ours. */
function plainColumn({ name, type }: (typeof PLAIN_COLUMNS)[number]): string {
  if (type !== "DOUBLE") return `"${name}"`;
  return `case when isfinite("${name}") then "${name}" end as "${name}"`;
}

function listChild(table: string, field: string, column: string): string {
  return `insert into ${table} by name
select cast($load_id as integer) as load_id, ${ENTRY_ID} as entry_id, unnest(${field}) as ${column}
from stage where is_entry and len(${field}) > 0`;
}

export const CHILDREN = [
  listChild("entry_programs", "programs", "program"),
  listChild("entry_hosts", "hosts", "host"),
  listChild("entry_risks", "risks", "risk"),
  listChild("entry_rules_used", "rules_used", "rule_id"),
  `insert into entry_near_misses by name
select cast($load_id as integer) as load_id, ${ENTRY_ID} as entry_id, m.rule, m.rule_id, m.clause, m.found
from (select id, own_id, unnest(near_misses) as m from stage where is_entry and len(near_misses) > 0)`,
  `insert into entry_batch by name
select cast($load_id as integer) as load_id, entry_id, ts,
  ${callKey("session_id", "b.tool_use_id")} as call_key, b.tool_use_id, b.refused
from (
  select ${ENTRY_ID} as entry_id, ts, coalesce(session_id, '') as session_id, unnest(batch) as b
  from stage where is_entry and len(batch) > 0
)
where b.tool_use_id is not null`,
];

/** What STAGE takes for an entry, negated: every line is the one or the other. */
export const BAD = `
select distinct line, case
  when not json_valid(line) then 'not_json'
  when json_type(line) <> 'OBJECT' then 'not_an_object'
  when ${TIME} is null then 'no_time'
  else 'no_event'
end as reason
from (
  select
    line,
    case when json_valid(line) then json_transform(line, '{"timestamp": "VARCHAR", "event": "VARCHAR"}') end as e
  from ${LINES}
  where line is not null
)
where e.event is null or ${TIME} is null`;
