-- How often was each MCP server called?
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
),
closed as (
  select
    strongest.call_key,
    codes.outcome
  from (
    select
      o.call_key,
      min(o.evidence) % 10 as code
    from outcomes o
    where o.ts <= cast($as_of as timestamptz)
      and o.ts >= (select min(since) from windows)
    group by o.call_key
  ) strongest
  join outcome_codes codes
    on codes.code = strongest.code
)
select
  c.mcp_server,
  cast(count(*) as int) as calls,
  cast(sum(case when closed.outcome = 'failed' then 1 else 0 end) as int) as failed,
  cast(sum(case when closed.outcome = 'refused' then 1 else 0 end) as int) as refused
from windows w
join calls c
  on c.ts >= w.since
  and c.ts < w.until
left join closed
  on closed.call_key = c.call_key
where c.mcp_server is not null
  and c.ts <= cast($as_of as timestamptz)
  and (cast($project as text) is null or c.project = cast($project as text))
  and (cast($tool as text) is null or c.tool_name = cast($tool as text))
group by c.mcp_server
order by calls desc, c.mcp_server
