-- What happened in each session?
-- Active time is the sum of gaps under 15 minutes between its entries.
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
),
seen as (
  select
    c.session_id,
    c.project,
    c.ts,
    extract(epoch from c.ts - lag(c.ts) over (partition by c.session_id order by c.ts)) as gap
  from windows w
  join entries c
    on c.ts >= w.since
    and c.ts < w.until
  where c.source in ('live', 'replay')
    -- Written after the fact: it says nothing of when the session was active.
    and not (c.event = 'Reconciled' and c.source = 'live')
    and c.session_id <> ''
    and c.ts <= cast($as_of as timestamptz)
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
),
spans as (
  select
    session_id,
    min(project) as project,
    min(ts) as start_ts,
    max(ts) as end_ts,
    sum(case when gap < 900 then gap else 0 end) as active
  from seen
  group by session_id
),
counts as (
  select
    c.session_id,
    min(c.project) as project,
    cast(count(*) as int) as calls,
    cast(sum(case when c.decision = 'deny' then 1 else 0 end) as int) as denied,
    cast(sum(case when p.call_key is not null or (c.decision = 'ask' and c.attended) then 1 else 0 end) as int) as prompts_seen,
    cast(sum(case when c.agent_id is not null then 1 else 0 end) as int) as subagent_calls
  from windows w
  join calls c
    on c.ts >= w.since
    and c.ts < w.until
  left join prompts p
    on p.call_key = c.call_key
    and p.ts <= cast($as_of as timestamptz)
  where c.ts <= cast($as_of as timestamptz)
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
  group by c.session_id
)
select
  s.session_id,
  coalesce(n.project, s.project) as project,
  cast(extract(epoch from s.start_ts) * 1000 as double precision) as start_ms,
  cast(extract(epoch from s.end_ts) * 1000 as double precision) as end_ms,
  cast(cast(coalesce(s.active, 0) * 1000 as bigint) as double precision) as active_ms,
  coalesce(n.calls, 0) as calls,
  coalesce(n.denied, 0) as denied,
  coalesce(n.prompts_seen, 0) as prompts_seen,
  coalesce(n.subagent_calls, 0) as subagent_calls
from spans s
left join counts n
  on n.session_id = s.session_id
order by calls desc, s.session_id
