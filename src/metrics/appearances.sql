-- Which tools, MCP servers, programs and hosts did a project meet in each window, and when before?
-- Each with its first call in the window; one that was seen less than a day before is no news.
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
),
-- Imported calls count as seen before.
looked as (
  select
    e.id,
    e.ts,
    e.session_id,
    e.project,
    e.tool_name,
    e.mcp_server,
    e.tier,
    e.source
  from entries e
  where e.event = 'PreToolUse'
    and e.is_first
    and e.source in ('live', 'replay', 'import')
    and e.ts <= cast($as_of as timestamptz)
    and e.ts < (select max(until) from windows)
    and (cast($project as text) is null or e.project = cast($project as text))
    and (cast($tool as text) is null or e.tool_name = cast($tool as text))
),
known as (
  select
    project,
    min(ts) as since
  from looked
  group by project
),
named as (
  select id, ts, session_id, project, tier, source, 'tool' as what, tool_name as name
  from looked
  where mcp_server is null
  union all
  select id, ts, session_id, project, tier, source, 'mcp_server' as what, mcp_server as name
  from looked
  union all
  select l.id, l.ts, l.session_id, l.project, l.tier, l.source, 'program' as what, p.program as name
  from looked l
  join (select distinct entry_id, program from entry_programs) p
    on p.entry_id = l.id
  union all
  select l.id, l.ts, l.session_id, l.project, l.tier, l.source, 'host' as what, h.host as name
  from looked l
  join (select distinct entry_id, host from entry_hosts) h
    on h.entry_id = l.id
),
seen as (
  select
    named.*,
    lag(ts) over (partition by what, name, project order by ts, id) as before
  from named
  where name is not null
    and name <> ''
)
select
  cast(extract(epoch from w.since) * 1000 as double precision) as since_ms,
  s.what,
  s.name,
  s.project,
  s.session_id,
  cast(extract(epoch from s.ts) * 1000 as double precision) as at_ms,
  cast(extract(epoch from s.before) * 1000 as double precision) as before_ms,
  cast(extract(epoch from k.since) * 1000 as double precision) as project_since_ms,
  case when s.tier = 'auto' then 1 else 0 end as by_learned
from windows w
join seen s
  on s.ts >= w.since
  and s.ts < w.until
join known k
  on k.project = s.project
where s.source in ('live', 'replay')
  and (s.before is null or s.before < s.ts - interval '24 hours')
order by since_ms, at_ms, s.what, s.name, s.project
