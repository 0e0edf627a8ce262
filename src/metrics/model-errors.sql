-- Why did the model give no verdict, and how often?
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
)
select
  coalesce(c.llm_error, '') as error,
  cast(count(*) as int) as calls,
  cast(count(distinct c.session_id) as int) as sessions,
  cast(extract(epoch from max(c.ts)) * 1000 as double precision) as last_ms
from windows w
join calls c
  on c.ts >= w.since
  and c.ts < w.until
where c.llm_score is null
  and (c.llm_error is not null or c.llm_latency_ms is not null)
  and c.ts <= cast($as_of as timestamptz)
  and (cast($project as text) is null or c.project = cast($project as text))
  and (cast($tool as text) is null or c.tool_name = cast($tool as text))
group by coalesce(c.llm_error, '')
order by calls desc, error
