-- How many calls and prompts did each local day have?
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
)
select
  cast(cast(c.ts at time zone cast($tz as text) as date) as text) as day,
  cast(count(*) as int) as calls,
  cast(sum(case when p.call_key is not null or (c.decision = 'ask' and c.attended) then 1 else 0 end) as int) as prompts_seen
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
group by cast(c.ts at time zone cast($tz as text) as date)
order by day
