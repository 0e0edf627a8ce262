-- What was seen in the window and not in the days before it that are looked back on?
-- Of several windows the last counts.
-- Tools, MCP servers, programs, hosts, projects and rules; calls from before the install count as seen.
with bounds as (
  select
    max(since) as since,
    max(until) as until
  from (
    select
      unnest(cast($starts as timestamptz[])) as since,
      unnest(cast($ends as timestamptz[])) as until
  ) windows
),
combined as (
  select
    c.ts >= w.since as inside,
    c.project,
    c.tool_name,
    c.mcp_server,
    c.rule_id,
    max(c.rule) as rule
  from recorded_calls c
  cross join bounds w
  where c.ts >= w.since - cast($look_back as interval)
    and c.ts < w.until
    and c.ts <= cast($as_of as timestamptz)
  group by c.ts >= w.since, c.project, c.tool_name, c.mcp_server, c.rule_id
),
reached as (
  select
    r.kind,
    r.name,
    min(case when c.ts >= (select since from bounds) then 1 else 0 end) as only_inside
  from (
    select entry_key, 'program' as kind, program as name from entry_programs
    union all
    select entry_key, 'host' as kind, host as name from entry_hosts
  ) r
  join recorded_calls c
    on c.entry_key = r.entry_key
  where c.ts >= (select since - cast($look_back as interval) from bounds)
    and c.ts < (select until from bounds)
    and c.ts <= cast($as_of as timestamptz)
  group by r.kind, r.name
),
named as (
  select 'tool' as kind, tool_name as name, tool_name as label, case when inside then 1 else 0 end as only_inside from combined where mcp_server is null
  union all
  select 'mcp_server' as kind, mcp_server as name, mcp_server as label, case when inside then 1 else 0 end as only_inside from combined
  union all
  select 'project' as kind, nullif(project, '') as name, project as label, case when inside then 1 else 0 end as only_inside from combined
  union all
  select 'rule' as kind, rule_id as name, coalesce(rule, rule_id) as label, case when inside then 1 else 0 end as only_inside from combined
  union all
  select kind, name, name as label, only_inside from reached
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
  having min(only_inside) = 1
),
-- What a filter leaves is told; that something was there before is known whatever the filter.
wanted as (
  select
    c.id,
    c.entry_key,
    c.ts,
    c.session_id,
    c.project,
    c.tool_name,
    c.mcp_server,
    c.rule_id
  from recorded_calls c
  cross join bounds w
  where c.ts >= w.since
    and c.ts < w.until
    and c.ts <= cast($as_of as timestamptz)
    and c.source in ('live', 'replay')
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
    and (cast($session as text) is null or c.session_id = cast($session as text))
    and (
      c.tool_name in (select name from fresh where kind = 'tool')
      or c.mcp_server in (select name from fresh where kind = 'mcp_server')
      or c.project in (select name from fresh where kind = 'project')
      or c.rule_id in (select name from fresh where kind = 'rule')
      or c.entry_key in (select p.entry_key from entry_programs p where p.program in (select name from fresh where kind = 'program'))
      or c.entry_key in (select h.entry_key from entry_hosts h where h.host in (select name from fresh where kind = 'host'))
    )
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
    on w.entry_key = p.entry_key
  where f.kind = 'program'
  union all
  select distinct f.kind, f.name, f.label, w.id, w.ts, w.session_id, w.project
  from fresh f
  join entry_hosts h
    on h.host = f.name
  join wanted w
    on w.entry_key = h.entry_key
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
