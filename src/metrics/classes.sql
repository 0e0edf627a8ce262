-- What was decided, and by whom, in each window?
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
)
select
  cast(extract(epoch from w.since) * 1000 as double precision) as since_ms,
  c.tier,
  c.decision,
  c.class,
  cast(count(*) as int) as calls
from windows w
join calls c
  on c.ts >= w.since
  and c.ts < w.until
where c.ts <= cast($as_of as timestamptz)
  and (cast($project as text) is null or c.project = cast($project as text))
  and (cast($tool as text) is null or c.tool_name = cast($tool as text))
  and (cast($session as text) is null or c.session_id = cast($session as text))
group by w.since, c.tier, c.decision, c.class
order by since_ms, calls desc, c.tier, c.decision
