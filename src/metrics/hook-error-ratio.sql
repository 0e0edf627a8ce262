-- Which share of the calls did the hook have no answer for, in each window?
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
),
per_session as (
  select
    w.since,
    c.session_id,
    cast(count(*) as double precision) as n,
    cast(sum(case when c.class = 'error_passthrough' then 1 else 0 end) as double precision) as k
  from windows w
  join calls c
    on c.ts >= w.since
    and c.ts < w.until
  where not c.interactive
    and not (coalesce(c.tool_name, '') = any(cast($exclude_tools as text[])))
    and c.ts <= cast($as_of as timestamptz)
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
  group by w.since, c.session_id
)
select
  cast(extract(epoch from since) * 1000 as double precision) as since_ms,
  cast(count(*) as int) as sessions,
  cast(sum(n) as int) as n,
  cast(sum(k) as int) as k,
  sum(k * k) as kk,
  sum(k * n) as kn,
  sum(n * n) as nn,
  -- Whole millionths, so that the sum does not depend on its order.
  sum(floor(k * k / n * 1000000 + 0.5)) / 1000000 as kkn
from per_session
group by since
order by since_ms
