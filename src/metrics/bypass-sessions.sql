-- Which sessions began in each window to run in a mode that asks nobody?
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
),
begun as (
  select
    project,
    session_id,
    permission_mode,
    min(ts) as ts,
    count(*) as calls
  from calls
  where permission_mode in ('bypassPermissions', 'dontAsk')
    and ts <= cast($as_of as timestamptz)
    and (cast($project as text) is null or project = cast($project as text))
    and (cast($tool as text) is null or tool_name = cast($tool as text))
  group by project, session_id, permission_mode
)
select
  cast(extract(epoch from w.since) * 1000 as double precision) as since_ms,
  b.project,
  b.session_id,
  b.permission_mode,
  cast(extract(epoch from b.ts) * 1000 as double precision) as at_ms,
  cast(b.calls as int) as calls
from windows w
join begun b
  on b.ts >= w.since
  and b.ts < w.until
order by since_ms, at_ms, b.project, b.session_id, b.permission_mode
