-- How many of the model's answers took longer than 95 in 100 did in the four weeks before?
-- Remembered verdicts took no time and are none of these.
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
),
answers as (
  select
    cast(c.llm_latency_ms as double precision) as took_ms,
    c.ts >= w.since as is_now
  from (select min(since) as since, max(until) as until from windows) w
  join calls c
    on c.ts >= w.since - interval '28 days'
    and c.ts < w.until
  where c.llm_latency_ms is not null
    and c.ts <= cast($as_of as timestamptz)
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
),
base as (
  select
    cast(count(*) as int) as answers,
    cast(percentile_cont(0.95) within group (order by took_ms) as double precision) as p95_ms
  from answers
  where not is_now
)
select
  cast(count(a.took_ms) as int) as answers,
  cast(coalesce(sum(case when a.took_ms > b.p95_ms then 1 else 0 end), 0) as int) as slower,
  cast(percentile_cont(0.95) within group (order by a.took_ms) as double precision) as p95_ms,
  max(b.answers) as base_answers,
  max(b.p95_ms) as base_p95_ms
from base b
left join answers a
  on a.is_now
order by answers
