-- How much was there in each window: calls, sessions, prompts, denials, errors?
-- Sums are made per session first: their squares tell how far the calls cluster.
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
),
per_session as (
  select
    w.since,
    c.session_id,
    cast(count(*) as double precision) as calls,
    cast(sum(case when c.agent_id is not null then 1 else 0 end) as double precision) as subagent_calls,
    cast(sum(case when c.call_key in (select p.call_key from prompts p where p.ts <= cast($as_of as timestamptz)) or (c.decision = 'ask' and c.attended) then 1 else 0 end) as double precision) as prompts_seen,
    cast(sum(case when c.decision = 'allow' and c.native = 'prompt' then 1 else 0 end) as double precision) as prompts_saved,
    cast(sum(case when c.decision = 'deny' then 1 else 0 end) as double precision) as denied,
    cast(sum(case when c.decision = 'error_passthrough' then 1 else 0 end) as double precision) as hook_errors
  from windows w
  join calls c
    on c.ts >= w.since
    and c.ts < w.until
  where c.ts <= cast($as_of as timestamptz)
    and (cast($session as text) is null or c.session_id = cast($session as text))
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
  group by w.since, c.session_id
),
active as (
  select
    w.since,
    cast(count(distinct c.session_id) as int) as sessions
  from windows w
  join entries c
    on c.ts >= w.since
    and c.ts < w.until
  where c.source in ('live', 'replay')
    -- Written after the fact: it says nothing of when the session was active.
    and not (c.event = 'Reconciled' and c.source = 'live')
    and c.session_id <> ''
    and c.ts <= cast($as_of as timestamptz)
    and (cast($session as text) is null or c.session_id = cast($session as text))
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
  group by w.since
),
summed as (
  select
    since,
    cast(sum(calls) as int) as calls,
    sum(calls * calls) as calls_sq,
    cast(sum(subagent_calls) as int) as subagent_calls,
    cast(sum(prompts_seen) as int) as prompts_seen,
    sum(prompts_seen * prompts_seen) as prompts_seen_sq,
    cast(sum(prompts_saved) as int) as prompts_saved,
    sum(prompts_saved * prompts_saved) as prompts_saved_sq,
    cast(sum(denied) as int) as denied,
    sum(denied * denied) as denied_sq,
    cast(sum(hook_errors) as int) as hook_errors,
    sum(hook_errors * hook_errors) as hook_errors_sq
  from per_session
  group by since
)
select
  cast(extract(epoch from w.since) * 1000 as double precision) as since_ms,
  coalesce(s.calls, 0) as calls,
  coalesce(s.calls_sq, 0) as calls_sq,
  coalesce(a.sessions, 0) as sessions,
  coalesce(s.subagent_calls, 0) as subagent_calls,
  coalesce(s.prompts_seen, 0) as prompts_seen,
  coalesce(s.prompts_seen_sq, 0) as prompts_seen_sq,
  coalesce(s.prompts_saved, 0) as prompts_saved,
  coalesce(s.prompts_saved_sq, 0) as prompts_saved_sq,
  coalesce(s.denied, 0) as denied,
  coalesce(s.denied_sq, 0) as denied_sq,
  coalesce(s.hook_errors, 0) as hook_errors,
  coalesce(s.hook_errors_sq, 0) as hook_errors_sq
from windows w
left join summed s
  on s.since = w.since
left join active a
  on a.since = w.since
order by since_ms
