-- How many calls and prompts did each local day have?
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
),
-- Since 1972 the days of every zone begin with a quarter of an hour: to find the day of each call
-- would take ten times as long.
by_quarter as (
  select
    min(c.ts) as ts,
    count(*) as calls,
    sum(case when c.prompted or (c.decision = 'ask' and c.attended) then 1 else 0 end) as prompts_seen
  from (
    select
      c.ts,
      c.quarter_hour,
      c.decision,
      c.attended,
      c.call_key in (select p.call_key from prompts p where p.ts <= cast($as_of as timestamptz)) as prompted
    from windows w
    join calls c
      on c.ts >= w.since
      and c.ts < w.until
    where c.ts <= cast($as_of as timestamptz)
      and (cast($project as text) is null or c.project = cast($project as text))
      and (cast($tool as text) is null or c.tool_name = cast($tool as text))
  ) c
  group by c.quarter_hour
)
select
  day,
  cast(sum(calls) as int) as calls,
  cast(sum(prompts_seen) as int) as prompts_seen
from (
  select
    *,
    cast(cast(ts at time zone cast($tz as text) as date) as text) as day
  from by_quarter
) of_day
group by day
order by day
