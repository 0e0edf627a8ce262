-- What was decided on the calls of each tool, MCP server and kind of subagent, and how did they end?
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
),
counted as (
  select
    c.id,
    c.call_key,
    c.session_id,
    c.tool_name,
    c.mcp_server,
    c.agent_id,
    c.decision,
    c.attended
  from windows w
  join calls c
    on c.ts >= w.since
    and c.ts < w.until
  where c.ts <= cast($as_of as timestamptz)
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
),
-- Most calls end well: only those of which something tells otherwise are weighed. 2 is failed, 3
-- refused, 5 refused by the classifier.
heard as (
  select
    o.call_key,
    min(o.evidence) % 10 as code
  from outcomes o
  where o.ts <= cast($as_of as timestamptz)
    and o.ts >= (select min(since) from windows)
    and o.call_key in (
      select e.call_key
      from outcomes e
      where e.evidence % 10 in (2, 3, 5)
        and e.ts <= cast($as_of as timestamptz)
        and e.ts >= (select min(since) from windows)
    )
  group by o.call_key
),
told as (
  select
    c.*,
    case when c.call_key in (select call_key from heard where code = 2) then 1 else 0 end as failed,
    case when c.call_key in (select call_key from heard where code in (3, 5)) then 1 else 0 end as refused,
    case when c.call_key in (select p.call_key from prompts p where p.ts <= cast($as_of as timestamptz)) or (c.decision = 'ask' and c.attended) then 1 else 0 end as prompted
  from counted c
),
kinds as (
  select
    e.id,
    min(e.agent_type) as agent_type
  from entries e
  where e.event = 'PreToolUse'
    and e.agent_id is not null
    and e.ts >= (select min(since) from windows)
    and e.ts < (select max(until) from windows)
  group by e.id
),
parts as (
  select 'tool' as part, coalesce(t.tool_name, '') as name, t.*
  from told t
  union all
  select 'mcp_server' as part, t.mcp_server as name, t.*
  from told t
  where t.mcp_server is not null
  union all
  select 'agent' as part, coalesce(k.agent_type, '') as name, t.*
  from told t
  left join kinds k
    on k.id = t.id
  where t.agent_id is not null
)
select
  part,
  name,
  cast(count(*) as int) as calls,
  cast(count(distinct session_id) as int) as sessions,
  cast(sum(case when decision = 'allow' then 1 else 0 end) as int) as allowed,
  cast(sum(case when decision = 'ask' then 1 else 0 end) as int) as asked,
  cast(sum(case when decision = 'deny' then 1 else 0 end) as int) as denied,
  cast(sum(case when decision in ('allow', 'ask', 'deny') then 0 else 1 end) as int) as no_opinion,
  cast(sum(prompted) as int) as prompts_seen,
  cast(sum(failed) as int) as failed,
  cast(sum(refused) as int) as refused
from parts
group by part, name
order by part, calls desc, name
