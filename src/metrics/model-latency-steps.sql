-- How long did the model take in each window, counted in steps of a twentieth?
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
),
stepped as (
  select
    w.since,
    cast(ceil(ln(greatest(c.llm_latency_ms, 1)) / ln(1.05)) as int) as step
  from windows w
  join calls c
    on c.ts >= w.since
    and c.ts < w.until
  where c.llm_latency_ms is not null
    and c.llm_score is not null
    and c.ts <= cast($as_of as timestamptz)
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
)
select
  cast(extract(epoch from since) * 1000 as double precision) as since_ms,
  exp(step * cast(ln(1.05) as double precision)) as upto_ms,
  cast(count(*) as int) as calls
from stepped
group by since, step
order by since_ms, upto_ms
