-- What was seen in the window and not in the days before it that are looked back on?
-- Tools, MCP servers, programs, hosts, projects and rules; calls from before the install count as seen.
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
),
-- Every call of the window and of the days before, with what is in it as few different rows.
looked as (
  select
    c.id,
    c.ts,
    c.session_id,
    c.project,
    c.tool_name,
    c.mcp_server,
    c.rule,
    c.rule_id,
    c.source,
    c.ts >= w.since as inside
  from windows w
  join (
    select
      e.id,
      e.ts,
      e.session_id,
      e.project,
      e.tool_name,
      e.mcp_server,
      e.rule,
      e.rule_id,
      e.source
    from entries e
    where e.event = 'PreToolUse'
      and e.is_first
      and e.source in ('live', 'replay', 'import')
  ) c
    on c.ts >= w.since - cast($look_back as interval)
    and c.ts < w.until
  where c.ts <= cast($as_of as timestamptz)
),
-- What a filter leaves is told; that something was there before is known whatever the filter.
wanted as (
  select
    *
  from looked
  where inside
    and source in ('live', 'replay')
    and (cast($project as text) is null or project = cast($project as text))
    and (cast($tool as text) is null or tool_name = cast($tool as text))
    and (cast($session as text) is null or session_id = cast($session as text))
),
combined as (
  select
    inside,
    project,
    tool_name,
    mcp_server,
    rule_id,
    max(rule) as rule
  from looked
  group by inside, project, tool_name, mcp_server, rule_id
),
named as (
  select inside, 'tool' as kind, tool_name as name, tool_name as label from combined where mcp_server is null
  union all
  select inside, 'mcp_server' as kind, mcp_server as name, mcp_server as label from combined
  union all
  select inside, 'project' as kind, nullif(project, '') as name, project as label from combined
  union all
  select inside, 'rule' as kind, rule_id as name, coalesce(rule, rule_id) as label from combined
  union all
  select l.inside, 'program' as kind, p.program as name, p.program as label
  from (select distinct entry_id, program from entry_programs) p
  join looked l
    on l.id = p.entry_id
  union all
  select l.inside, 'host' as kind, h.host as name, h.host as label
  from (select distinct entry_id, host from entry_hosts) h
  join looked l
    on l.id = h.entry_id
),
-- Where nothing is known of the days before everything would be new.
before as (
  select
    count(*) > 0 as known
  from combined
  where not inside
),
fresh as (
  select
    kind,
    name,
    max(label) as label
  from named
  where name is not null
  group by kind, name
  having min(case when inside then 1 else 0 end) = 1
),
told as (
  select f.kind, f.name, f.label, w.id, w.ts, w.session_id, w.project
  from fresh f
  join wanted w
    on w.tool_name = f.name
  where f.kind = 'tool'
  union all
  select f.kind, f.name, f.label, w.id, w.ts, w.session_id, w.project
  from fresh f
  join wanted w
    on w.mcp_server = f.name
  where f.kind = 'mcp_server'
  union all
  select f.kind, f.name, f.label, w.id, w.ts, w.session_id, w.project
  from fresh f
  join wanted w
    on w.project = f.name
  where f.kind = 'project'
  union all
  select f.kind, f.name, f.label, w.id, w.ts, w.session_id, w.project
  from fresh f
  join wanted w
    on w.rule_id = f.name
  where f.kind = 'rule'
  union all
  select distinct f.kind, f.name, f.label, w.id, w.ts, w.session_id, w.project
  from fresh f
  join entry_programs p
    on p.program = f.name
  join wanted w
    on w.id = p.entry_id
  where f.kind = 'program'
  union all
  select distinct f.kind, f.name, f.label, w.id, w.ts, w.session_id, w.project
  from fresh f
  join entry_hosts h
    on h.host = f.name
  join wanted w
    on w.id = h.entry_id
  where f.kind = 'host'
),
ranked as (
  select
    t.*,
    row_number() over (partition by t.kind, t.name order by t.ts, t.id) as place
  from told t
)
select
  kind,
  name,
  max(label) as label,
  cast(count(*) as int) as calls,
  cast(count(distinct session_id) as int) as sessions,
  cast(count(distinct project) as int) as projects,
  cast(extract(epoch from min(ts)) * 1000 as double precision) as first_ms,
  max(case when place = 1 then project end) as project,
  max(case when place = 1 then session_id end) as session_id,
  before.known
from ranked
cross join before
group by kind, name, before.known
order by kind, calls desc, name
