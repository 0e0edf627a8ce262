-- Which models were asked in each window, and how much did questions and answers take?
-- A verdict that was remembered has no latency, and took nothing.
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
)
select
  cast(extract(epoch from w.since) * 1000 as double precision) as since_ms,
  coalesce(c.llm_provider, '') as provider,
  coalesce(c.llm_model, '') as model,
  cast(count(*) as int) as asked,
  cast(sum(case when c.llm_score is not null and c.llm_latency_ms is null then 1 else 0 end) as int) as remembered,
  cast(sum(case when c.llm_tokens_in is not null or c.llm_tokens_out is not null then 1 else 0 end) as int) as told,
  cast(coalesce(sum(c.llm_tokens_in), 0) as double precision) as tokens_in,
  cast(coalesce(sum(c.llm_tokens_out), 0) as double precision) as tokens_out
from windows w
join calls c
  on c.ts >= w.since
  and c.ts < w.until
where (c.llm_score is not null or c.llm_error is not null or c.llm_latency_ms is not null)
  and c.ts <= cast($as_of as timestamptz)
  and (cast($project as text) is null or c.project = cast($project as text))
  and (cast($tool as text) is null or c.tool_name = cast($tool as text))
group by w.since, coalesce(c.llm_provider, ''), coalesce(c.llm_model, '')
order by since_ms, asked desc, provider, model
