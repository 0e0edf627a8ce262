-- Which tools, MCP servers, programs and hosts did a project meet in each window, and when before?
-- Each with its first call in the window; one that was seen less than a day before is no news.
-- Imported calls count as seen before.
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
),
-- By the hour, known by its first quarter: calls within one are less than a day apart, so that only
-- hours have to be put in order.
tools as (
  select
    c.project,
    c.tool_name,
    c.mcp_server,
    c.quarter_hour - c.quarter_hour % 4 as hour,
    min(c.ts) as first_ts,
    max(c.ts) as last_ts
  from recorded_calls c
  where c.ts <= cast($as_of as timestamptz)
    and c.ts < (select max(until) from windows)
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
  group by c.project, c.tool_name, c.mcp_server, hour
),
reached as (
  select
    r.what,
    r.name,
    c.project,
    c.quarter_hour - c.quarter_hour % 4 as hour,
    min(c.ts) as first_ts,
    max(c.ts) as last_ts
  from (
    select entry_key, 'program' as what, program as name from entry_programs
    union all
    select entry_key, 'host' as what, host as name from entry_hosts
  ) r
  join recorded_calls c
    on c.entry_key = r.entry_key
  where c.ts <= cast($as_of as timestamptz)
    and c.ts < (select max(until) from windows)
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
  group by r.what, r.name, c.project, hour
),
known as (
  select
    project,
    min(first_ts) as since
  from tools
  group by project
),
named as (
  select 'tool' as what, tool_name as name, project, hour, first_ts, last_ts
  from tools
  where mcp_server is null
  union all
  select 'mcp_server' as what, mcp_server as name, project, hour, first_ts, last_ts
  from tools
  union all
  select what, name, project, hour, first_ts, last_ts
  from reached
),
hours as (
  select
    what,
    name,
    project,
    min(first_ts) as first_ts,
    max(last_ts) as last_ts,
    hour
  from named
  where name is not null
    and name <> ''
  group by what, name, project, hour
),
seen as (
  select
    *,
    lag(last_ts) over (partition by what, name, project order by hour) as before
  from hours
),
news as (
  select
    w.since,
    s.what,
    s.name,
    s.project,
    s.first_ts as ts,
    s.before
  from windows w
  join seen s
    on s.first_ts >= w.since
    and s.first_ts < w.until
  where s.before is null
    or s.before < s.first_ts - interval '24 hours'
),
-- The calls of those moments.
met as (
  select
    c.id,
    c.entry_key,
    c.ts,
    c.session_id,
    c.project,
    c.tool_name,
    c.mcp_server,
    c.tier,
    c.source
  from recorded_calls c
  where c.ts in (select ts from news)
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
),
told as (
  select n.*, c.id, c.session_id, c.tier, c.source
  from news n
  join met c
    on c.tool_name = n.name
    and c.project = n.project
    and c.ts = n.ts
  where n.what = 'tool'
    and c.mcp_server is null
  union all
  select n.*, c.id, c.session_id, c.tier, c.source
  from news n
  join met c
    on c.mcp_server = n.name
    and c.project = n.project
    and c.ts = n.ts
  where n.what = 'mcp_server'
  union all
  select n.*, c.id, c.session_id, c.tier, c.source
  from news n
  join (
    select entry_key, 'program' as what, program as name from entry_programs
    union all
    select entry_key, 'host' as what, host as name from entry_hosts
  ) r
    on r.what = n.what
    and r.name = n.name
  join met c
    on c.entry_key = r.entry_key
    and c.project = n.project
    and c.ts = n.ts
),
-- Of several at one moment the one that comes first by its id.
ranked as (
  select
    t.*,
    row_number() over (partition by since, what, name, project, ts order by id) as place
  from told t
)
select
  cast(extract(epoch from r.since) * 1000 as double precision) as since_ms,
  r.what,
  r.name,
  r.project,
  r.session_id,
  cast(extract(epoch from r.ts) * 1000 as double precision) as at_ms,
  cast(extract(epoch from r.before) * 1000 as double precision) as before_ms,
  cast(extract(epoch from k.since) * 1000 as double precision) as project_since_ms,
  case when r.tier = 'auto' then 1 else 0 end as by_learned
from ranked r
join known k
  on k.project = r.project
where r.place = 1
  and r.source in ('live', 'replay')
order by since_ms, at_ms, r.what, r.name, r.project
