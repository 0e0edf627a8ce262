-- How many calls were denied in each window, and how many of them in the session with the most?
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
),
per_session as (
  select
    w.since,
    c.session_id,
    count(*) as calls,
    sum(case when c.decision = 'deny' then 1 else 0 end) as denied
  from windows w
  join calls c
    on c.ts >= w.since
    and c.ts < w.until
  where c.ts <= cast($as_of as timestamptz)
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
  group by w.since, c.session_id
)
select
  cast(extract(epoch from since) * 1000 as double precision) as since_ms,
  cast(sum(calls) as int) as calls,
  cast(sum(denied) as int) as denied,
  cast(sum(case when denied > 0 then 1 else 0 end) as int) as sessions,
  cast(max(denied) as int) as most_in_session
from per_session
group by since
order by since_ms
