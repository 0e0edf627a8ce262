import { PLAIN_COLUMNS } from "./columns.ts";

/*
 * The statements that load a slice whatever is in it, in the order in which they run: lines to a
 * stage of typed rows, what the stage repeats, and from the stage into the tables. In DuckDB's own
 * SQL. `direct-sql.ts` has the faster ones for slices of nothing but new lines of our own.
 */

/**
 * One column of raw lines. The delimiter, the byte 0x01, never stands in a line that gets here.
 * SQL knows no escapes: written as `\\x01` it would be those four characters, which do.
 */
const LINES = `read_csv($path, columns = {'line': 'VARCHAR'}, delim = '\u0001', quote = '', escape = '',
  header = false, auto_detect = false, strict_mode = false, new_line = '\\n', max_line_size = 4194560)`;

/** A line's fields by `$structure`; null where it is no JSON. */
const FIELDS = "json_transform(case when json_valid(line) then line end, $structure)";

/** Older lines carry no id of their own; `fillOlderLines` gives them one. */
const ENTRY_ID = "coalesce(own_id, id)";

/** A call's key: session and tool_use_id as one number, cheap to join. */
function callKey(session: string, toolUseId: string): string {
  return `cast(hash(coalesce(${session}, ''), ${toolUseId}) >> 1 as bigint)`;
}

/** An entry's key: its id as a number. */
function entryKey(id: string): string {
  return `cast(hash(${id}) >> 1 as bigint)`;
}

/**
 * An entry's time; null where it is none. Years without four digits, and the `infinity` that SQL
 * knows, are none: arithmetic near the ends of the calendar is an error, for all lines of a slice.
 */
export function timeOf(text: string): string {
  const time = `try_cast(${text} as timestamptz)`;
  return `case
    when ${time} >= timestamptz '1000-01-01 00:00:00+00'
      and ${time} < timestamptz '9999-01-01 00:00:00+00'
      then ${time}
  end`;
}

/** Lines that are no entries keep their text, all others give it up. */
export const STAGE = `
create or replace temp table stage as
select
  * exclude (line),
  case when id is null then sha256(line) end as line_hash,
  ts is not null and event is not null as is_entry,
  case when ts is null or event is null then line end as bad_line,
  cast(null as varchar) as own_id,
  coalesce(source, $source) as own_source
from (
  select line, e.*, ${timeOf("e.timestamp")} as ts
  from (select line, ${FIELDS} as e from ${LINES} where line is not null)
)`;

/** Which call a PermissionRequest is about: the latest equal one before it. It carries no id. */
export const REQUESTS = `
create or replace temp table request_calls as
with requests as (
  select rowid as place, ts, session_id, agent_id, tool_name, coalesce(input_mac, tool_input) as input
  from stage
  where is_entry and event = 'PermissionRequest'
),
candidates as (
  select
    ${callKey("session_id", "tool_use_id")} as call_key,
    ts, session_id, agent_id, tool_name,
    coalesce(input_mac, tool_input) as input
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
 * read twice. A line of ours repeats nothing that was imported; an imported call repeats ours.
 * Narrow on purpose: only keys are sorted, and only against rows of the same days.
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
select keyed.place from keyed join known on known.event_key = keyed.event_key
union
select s.rowid
from stage s
join entries e
  on e.call_key = ${callKey("s.session_id", "s.tool_use_id")}
  and e.event = 'PreToolUse'
  and e.source in ('live', 'replay')
where s.is_entry
  and s.event = 'PreToolUse'
  and s.own_source = 'import'`;

/** What became of the call, where the line tells; older ones tell by other fields. */
const OUTCOME = `coalesce(outcome, case
    when event = 'PostToolUse' and coalesce(tool_success, true) then 'ok'
    when event in ('PostToolUse', 'PostToolUseFailure') then 'failed'
    when event = 'PermissionDenied' then 'classifier_denied'
  end)`;

/** What it weighs, in one number: the view `outcomes` has the same for what is no such entry. */
const EVIDENCE = `case when ${OUTCOME} is not null then (
    case
      when event in ('PostToolUse', 'PostToolUseFailure') then 1
      when event = 'PermissionDenied' then 2
      when event = 'Reconciled' then 4
    end * 1000000000000000 + cast(extract(epoch from ts) * 1000 as bigint)
  ) * 10 + case ${OUTCOME}
    when 'ok' then 1
    when 'failed' then 2
    when 'refused' then 3
    when 'denied' then 4
    when 'classifier_denied' then 5
    when 'interrupted' then 6
    else 7
  end end`;

/**
 * Of a call, the words of its decision as the metrics know them: older lines hold others. Made
 * once, here, where each question would make them for every row it reads. Most frequent first, and
 * no lists: of a list an engine makes a table to join with, which takes several times as long.
 */
const CALL_TIER = `case
    when event <> 'PreToolUse' then null
    when tier = 'allow' or tier = 'passthrough' then tier
    when tier = 'auto' or tier = 'llm' or tier = 'ask' or tier = 'deny' then tier
    when tier = 'floor' or tier = 'deny_promote' then tier
    else 'none'
  end`;

const CALL_DECISION = `case
    when event <> 'PreToolUse' then null
    when decision = 'allow' or decision = 'passthrough' then decision
    when decision = 'ask' or decision = 'deny' or decision = 'error_passthrough' then decision
    else 'none'
  end`;

/** Both in one word. */
const CALL_CLASS = `case
    when event <> 'PreToolUse' then null
    when tier = 'allow' then 'allow_rule'
    when tier = 'auto' then 'allow_auto'
    when tier = 'ask' then 'ask_rule'
    when tier = 'deny' then 'deny_rule'
    when tier = 'floor' then 'floor'
    when tier = 'llm' and decision = 'allow' then 'llm_green'
    when tier = 'llm' and decision = 'ask' then 'llm_yellow'
    when tier = 'llm' and decision = 'deny' then 'llm_red'
    when decision = 'error_passthrough' then 'error_passthrough'
    when decision = 'passthrough' then 'passthrough'
    else 'other'
  end`;

/** The columns of `entries` out of rows of fields; what differs between the ways to load is asked for. */
export function entryColumns(own: { id: string; requestKey: string; isFirst: string }): string {
  return `
  cast($load_id as integer) as load_id,
  ${own.id} as id,
  ${entryKey(own.id)} as entry_key,
  ts,
  event,
  coalesce(session_id, '') as session_id,
  case
    when event = 'PermissionRequest' then ${own.requestKey}
    when tool_use_id is not null then ${callKey("session_id", "tool_use_id")}
    when event = 'PreToolUse' then cast(hash(${own.id}) >> 1 as bigint)
  end as call_key,
  ${own.isFirst} as is_first,
  ${own.isFirst} and event = 'PreToolUse' and own_source in ('live', 'replay') as is_call,
  cast(floor(extract(epoch from ts) / 900) as integer) as quarter_hour,
  case
    when project is not null then project
    else coalesce(nullif(regexp_extract(cwd, '([^/\\\\]+)[/\\\\]*$', 1), ''), '')
  end as project,
  case when strlen(tool_input) <= 256 then tool_input else left(tool_input, 256) end as tool_input,
  coalesce(tier, 'none') as tier,
  coalesce(decision, 'none') as decision,
  ${CALL_TIER} as call_tier,
  ${CALL_DECISION} as call_decision,
  ${CALL_CLASS} as call_class,
  ${OUTCOME} as outcome,
  ${EVIDENCE} as evidence,
  own_source as source,
  ${PLAIN_COLUMNS.map(plainColumn).join(",\n  ")}`;
}

export const ENTRIES = `
insert into entries by name
select ${entryColumns({
  id: ENTRY_ID,
  requestKey: "request_key",
  isFirst: "place not in (select place from repeats)",
})}
from (
  select stage.*, stage.rowid as place, request_calls.call_key as request_key
  from stage
  left join request_calls
    on request_calls.place = stage.rowid
  where is_entry
)`;

/** Imported calls of which an entry of ours came now: they are no first entries any more. */
export const SUPERSEDED = `
update entries set is_first = false
where source = 'import'
  and event = 'PreToolUse'
  and is_first
  and call_key in (
    select ${callKey("session_id", "tool_use_id")}
    from stage
    where is_entry and event = 'PreToolUse' and own_source in ('live', 'replay')
  )`;

/** A number too large for JSON, or the text `NaN`, is no number of ours. */
function plainColumn({ name, type }: (typeof PLAIN_COLUMNS)[number]): string {
  if (type !== "DOUBLE") return `"${name}"`;
  return `case when isfinite("${name}") then "${name}" end as "${name}"`;
}

/** Inserts of what is listed in a table of rows that has the lists, an id, `ts` and a session. */
export function children(table: string, id: string): readonly string[] {
  const list = (child: string, field: string, column: string) => `insert into ${child} by name
select cast($load_id as integer) as load_id, ${entryKey(id)} as entry_key, unnest(${field}) as ${column}
from ${table} where ts is not null and event is not null and len(${field}) > 0`;
  return [
    list("entry_programs", "programs", "program"),
    list("entry_hosts", "hosts", "host"),
    list("entry_risks", "risks", "risk"),
    `insert into entry_rules_used by name
select cast($load_id as integer) as load_id, entry_key, used as rule_id,
  used is not distinct from named as names_call
from (
  select ${entryKey(id)} as entry_key, rule_id as named, unnest(rules_used) as used
  from ${table} where ts is not null and event is not null and len(rules_used) > 0
)`,
    `insert into entry_near_misses by name
select cast($load_id as integer) as load_id, entry_key, m.rule, m.rule_id, m.clause, m.found
from (
  select ${entryKey(id)} as entry_key, unnest(near_misses) as m
  from ${table} where ts is not null and event is not null and len(near_misses) > 0
)`,
    `insert into entry_batch by name
select cast($load_id as integer) as load_id, entry_key, ts,
  ${callKey("session_id", "b.tool_use_id")} as call_key, b.tool_use_id, b.refused
from (
  select ${entryKey(id)} as entry_key, ts, coalesce(session_id, '') as session_id, unnest(batch) as b
  from ${table} where ts is not null and event is not null and len(batch) > 0
)
where b.tool_use_id is not null`,
  ];
}

export const CHILDREN = children("stage", ENTRY_ID);

/** Lines that are no entries, and why. */
export const BAD = `
select distinct bad_line, case
  when not json_valid(bad_line) then 'not_json'
  when json_type(bad_line) <> 'OBJECT' then 'not_an_object'
  when ts is null then 'no_time'
  else 'no_event'
end as reason
from stage
where not is_entry`;
