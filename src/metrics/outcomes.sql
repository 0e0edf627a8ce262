-- What became of the calls? `open` where nothing has been heard yet.
-- Calls from before the install are among them.
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
),
closed as (
  select distinct on (o.call_key)
    o.call_key,
    o.outcome
  from outcomes o
  where o.ts <= cast($as_of as timestamptz)
    and o.ts >= (select min(since) from windows)
  order by o.call_key, o.precedence, o.ts
)
select
  coalesce(closed.outcome, 'open') as outcome,
  cast(count(*) as int) as calls
from windows w
join recorded_calls c
  on c.ts >= w.since
  and c.ts < w.until
left join closed
  on closed.call_key = c.call_key
where c.ts <= cast($as_of as timestamptz)
  and (cast($project as text) is null or c.project = cast($project as text))
  and (cast($tool as text) is null or c.tool_name = cast($tool as text))
group by coalesce(closed.outcome, 'open')
order by calls desc, outcome
