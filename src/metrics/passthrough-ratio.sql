-- Which share of the calls that could be decided did no rule cover?
-- Only in the permission modes where no opinion of ours means a prompt. Project null is all
-- projects together. k and n are summed per session, so that the interval can allow for clusters.
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
),
-- By quarters of an hour: since 1972 the days of every zone begin with one, and to find the day of
-- each call would take ten times as long.
counted as (
  select
    w.since,
    c.project,
    c.session_id,
    c.quarter_hour,
    count(*) as n,
    sum(case when c.class = 'passthrough' and coalesce(c.passthrough_reason, 'no_rule') in ('no_rule', 'llm_off', 'not_understood') then 1 else 0 end) as k
  from windows w
  join calls c
    on c.ts >= w.since
    and c.ts < w.until
  where c.permission_mode in ('default', 'acceptEdits', 'plan', 'unknown')
    and c.class not in ('ask_rule', 'error_passthrough')
    and not c.interactive
    and not (coalesce(c.tool_name, '') = any(cast($exclude_tools as text[])))
    and c.ts <= cast($as_of as timestamptz)
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
  group by w.since, c.project, c.session_id, c.quarter_hour
),
per_session as (
  select
    since,
    cast(null as text) as project,
    session_id,
    cast(sum(n) as double precision) as n,
    cast(sum(k) as double precision) as k
  from counted
  group by since, session_id
  union all
  select
    since,
    project,
    session_id,
    cast(sum(n) as double precision) as n,
    cast(sum(k) as double precision) as k
  from counted
  group by since, project, session_id
),
of_days as (
  select distinct
    since,
    project,
    cast(to_timestamp(cast(quarter_hour as double precision) * 900) at time zone cast($tz as text) as date) as day
  from (
    select distinct
      since,
      project,
      quarter_hour
    from counted
  ) of_quarters
),
days as (
  select
    since,
    cast(null as text) as project,
    cast(count(distinct day) as int) as active_days
  from of_days
  group by since
  union all
  select
    since,
    project,
    cast(count(distinct day) as int) as active_days
  from of_days
  group by since, project
)
select
  cast(extract(epoch from s.since) * 1000 as double precision) as since_ms,
  s.project,
  cast(count(*) as int) as sessions,
  min(d.active_days) as active_days,
  cast(sum(s.n) as int) as n,
  cast(sum(s.k) as int) as k,
  sum(s.k * s.k) as kk,
  sum(s.k * s.n) as kn,
  sum(s.n * s.n) as nn,
  -- Whole millionths, so that the sum does not depend on its order.
  sum(floor(s.k * s.k / s.n * 1000000 + 0.5)) / 1000000 as kkn
from per_session s
join days d
  on d.since = s.since
  and d.project is not distinct from s.project
group by s.since, s.project
order by since_ms, n desc, s.project nulls first
