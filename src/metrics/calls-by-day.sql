-- How many calls did each local day of each window have?
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
),
-- Since 1972 every zone's days begin with a quarter of an hour: so few times alone have to be made local.
quarters as (
  select
    w.since,
    c.quarter_hour,
    count(*) as calls
  from windows w
  join calls c
    on c.ts >= w.since
    and c.ts < w.until
  where c.ts <= cast($as_of as timestamptz)
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
  group by w.since, c.quarter_hour
)
select
  cast(extract(epoch from since) * 1000 as double precision) as since_ms,
  cast(cast(to_timestamp(cast(quarter_hour as double precision) * 900) at time zone cast($tz as text) as date) as text) as day,
  cast(sum(calls) as int) as calls
from quarters
group by since, cast(to_timestamp(cast(quarter_hour as double precision) * 900) at time zone cast($tz as text) as date)
order by since_ms, day
