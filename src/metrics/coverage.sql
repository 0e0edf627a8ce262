-- How much of the log stands behind the figures?
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
),
closed as (
  select distinct
    o.call_key
  from outcomes o
  where o.ts <= cast($as_of as timestamptz)
    and o.ts >= (select min(since) from windows)
    -- Calls that are older than a day are open no more, whatever was heard of them.
    and o.ts >= cast($as_of as timestamptz) - interval '48 hours'
),
found as (
  select
    cast(count(*) as int) as entries,
    cast(coalesce(sum(case when c.event = 'Unreadable' then 1 else 0 end), 0) as int) as unreadable_events
  from windows w
  join entries c
    on c.ts >= w.since
    and c.ts < w.until
  where c.source <> 'canary'
    and c.ts <= cast($as_of as timestamptz)
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
),
called as (
  select
    cast(sum(case when c.fingerprint like '%~' then 1 else 0 end) as int) as cut_inputs,
    percentile_cont(0.5) within group (order by c.hook_ms) as hook_p50_ms,
    percentile_cont(0.95) within group (order by c.hook_ms) as hook_p95_ms
  from (
    select
      c.fingerprint,
      -- Waiting for the model is told by itself.
      case when c.source = 'live' then greatest(c.hook_ms - coalesce(c.llm_latency_ms, 0), 0) end as hook_ms
    from windows w
    join calls c
      on c.ts >= w.since
      and c.ts < w.until
    where c.ts <= cast($as_of as timestamptz)
      and (cast($project as text) is null or c.project = cast($project as text))
      and (cast($tool as text) is null or c.tool_name = cast($tool as text))
  ) c
),
-- Of which nothing was heard yet: a day of silence closes a call, too.
unheard as (
  select
    c.call_key,
    c.ts,
    c.session_id,
    c.agent_id
  from windows w
  join calls c
    on c.ts >= w.since
    and c.ts < w.until
  where c.ts <= cast($as_of as timestamptz)
    and c.ts > cast($as_of as timestamptz) - interval '24 hours'
    and c.call_key not in (select closed.call_key from closed)
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
),
-- Those before whose session went on or ended: see the view.
ended as (
  select distinct
    c.call_key
  from unheard c
  join endings e
    on e.session_id = c.session_id
    and (e.of_all or e.agent_id is not distinct from c.agent_id)
    and e.ts >= c.ts
    and e.ts < c.ts + interval '24 hours'
  where e.ts <= cast($as_of as timestamptz)
),
-- The hook is tried out now and then; the last time before the window's end.
tried as (
  select
    cast(extract(epoch from max(e.ts)) * 1000 as double precision) as canary_ms
  from entries e
  where e.source = 'canary'
    and e.event = 'PreToolUse'
    and e.ts < (select max(until) from windows)
    and e.ts <= cast($as_of as timestamptz)
),
-- Calls that transcripts told of after the hook was there, and it had not recorded.
missed as (
  select
    cast(count(distinct c.session_id) as int) as missed_sessions,
    cast(count(*) as int) as missed_calls
  from windows w
  join entries c
    on c.ts >= w.since
    and c.ts < w.until
  where c.source = 'import'
    and c.event = 'PreToolUse'
    and c.is_first
    and c.ts > (select min(e.ts) from entries e where e.event = 'PreToolUse' and e.source = 'live')
    and c.ts <= cast($as_of as timestamptz)
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
),
-- What a transcript said of a call of ours is an entry of its own: somebody has compared them.
compared as (
  select
    cast(count(distinct c.call_key) as int) as told_calls
  from windows w
  join entries c
    on c.ts >= w.since
    and c.ts < w.until
  where c.event = 'Reconciled'
    and c.source = 'live'
    and c.ts <= cast($as_of as timestamptz)
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
),
waiting as (
  select
    cast(count(*) as int) as open_calls
  from unheard
  where call_key not in (select ended.call_key from ended)
)
select
  found.entries,
  found.unreadable_events,
  waiting.open_calls,
  coalesce(called.cut_inputs, 0) as cut_inputs,
  called.hook_p50_ms,
  called.hook_p95_ms,
  tried.canary_ms,
  missed.missed_calls,
  missed.missed_sessions,
  compared.told_calls
from found
cross join called
cross join tried
cross join missed
cross join compared
cross join waiting
order by found.entries
