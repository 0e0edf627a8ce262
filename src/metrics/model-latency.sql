-- How often was the model asked, what did it say, and how long did it take?
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
)
select
  cast(extract(epoch from w.since) * 1000 as double precision) as since_ms,
  cast(count(c.id) as int) as asked,
  cast(sum(case when c.llm_score = 'GREEN' then 1 else 0 end) as int) as green,
  cast(sum(case when c.llm_score = 'YELLOW' then 1 else 0 end) as int) as yellow,
  cast(sum(case when c.llm_score = 'RED' then 1 else 0 end) as int) as red,
  cast(sum(case when c.id is not null and c.llm_score is null then 1 else 0 end) as int) as errors,
  percentile_cont(0.5) within group (order by c.llm_latency_ms) as p50_ms,
  percentile_cont(0.95) within group (order by c.llm_latency_ms) as p95_ms,
  max(c.llm_latency_ms) as max_ms
from windows w
left join calls c
  on c.ts >= w.since
  and c.ts < w.until
  and (c.llm_score is not null or c.llm_error is not null or c.llm_latency_ms is not null)
  and c.ts <= cast($as_of as timestamptz)
  and (cast($session as text) is null or c.session_id = cast($session as text))
  and (cast($project as text) is null or c.project = cast($project as text))
  and (cast($tool as text) is null or c.tool_name = cast($tool as text))
group by w.since
order by since_ms
