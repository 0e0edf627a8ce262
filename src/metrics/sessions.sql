-- What happened in each session?
-- Active time is the sum of gaps under 15 minutes between its entries.
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
),
-- Neighbours in a quarter of an hour are less than one apart: only from one quarter to the next must
-- each gap be looked at.
quarters as (
  select
    c.session_id,
    c.quarter_hour,
    min(c.project) as project,
    min(c.ts) as first_ts,
    max(c.ts) as last_ts
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
    and (cast($session as text) is null or c.session_id = cast($session as text))
  group by c.session_id, c.quarter_hour
),
-- Numbers: to subtract times takes ten times as long.
measured as (
  select
    session_id,
    project,
    quarter_hour,
    cast(extract(epoch from first_ts) * 1000 as double precision) as first_ms,
    cast(extract(epoch from last_ts) * 1000 as double precision) as last_ms
  from quarters
),
gaps as (
  select
    session_id,
    project,
    first_ms,
    last_ms,
    first_ms - lag(last_ms) over (partition by session_id order by quarter_hour) as gap
  from measured
),
spans as (
  select
    session_id,
    min(project) as project,
    min(first_ms) as start_ms,
    max(last_ms) as end_ms,
    sum(last_ms - first_ms) + sum(case when gap < 900000 then gap else 0 end) as active_ms
  from gaps
  group by session_id
),
of_mode as (
  select
    c.session_id,
    c.permission_mode,
    min(c.project) as project,
    count(*) as calls,
    sum(case when c.decision = 'deny' then 1 else 0 end) as denied,
    sum(case when c.class = 'llm_red' then 1 else 0 end) as red,
    sum(case when c.risky then 1 else 0 end) as risky,
    sum(case when c.prompted or (c.decision = 'ask' and c.attended) then 1 else 0 end) as prompts_seen,
    sum(case when c.agent_id is not null then 1 else 0 end) as subagent_calls
  from (
    select
      c.session_id,
      c.project,
      c.decision,
      c.class,
      c.attended,
      c.agent_id,
      c.permission_mode,
      -- As in risky-allows.
      c.decision = 'allow' and c.entry_key in (
        select r.entry_key
        from entry_risks r
        where r.risk in ('secret_read', 'pipe_to_shell', 'whole_disk', 'production', 'publish', 'force_push', 'privilege', 'recursive_delete', 'startup_write', 'open_permissions', 'discards_work', 'upload', 'network_listener')
      ) as risky,
      c.call_key in (select p.call_key from prompts p where p.ts <= cast($as_of as timestamptz)) as prompted
    from windows w
    join calls c
      on c.ts >= w.since
      and c.ts < w.until
    where c.ts <= cast($as_of as timestamptz)
      and (cast($project as text) is null or c.project = cast($project as text))
      and (cast($tool as text) is null or c.tool_name = cast($tool as text))
      and (cast($session as text) is null or c.session_id = cast($session as text))
  ) c
  group by c.session_id, c.permission_mode
),
counts as (
  select
    session_id,
    min(project) as project,
    cast(sum(calls) as int) as calls,
    cast(sum(denied) as int) as denied,
    cast(sum(red) as int) as red,
    cast(sum(risky) as int) as risky,
    cast(sum(prompts_seen) as int) as prompts_seen,
    cast(sum(subagent_calls) as int) as subagent_calls,
    string_agg(permission_mode, ', ' order by permission_mode) as modes
  from of_mode
  group by session_id
)
select
  s.session_id,
  coalesce(n.project, s.project) as project,
  s.start_ms,
  s.end_ms,
  cast(cast(coalesce(s.active_ms, 0) as bigint) as double precision) as active_ms,
  coalesce(n.calls, 0) as calls,
  coalesce(n.denied, 0) as denied,
  coalesce(n.red, 0) as red,
  coalesce(n.risky, 0) as risky,
  coalesce(n.prompts_seen, 0) as prompts_seen,
  coalesce(n.subagent_calls, 0) as subagent_calls,
  coalesce(n.modes, '') as modes
from spans s
left join counts n
  on n.session_id = s.session_id
order by calls desc, s.session_id
