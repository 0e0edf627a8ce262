-- How often was the model asked in each window, how often did it fail, and how did it end up?
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
),
-- An answer that was remembered says nothing of the model now.
answers as (
  select
    w.since,
    c.id,
    c.ts,
    c.session_id,
    coalesce(c.llm_error, 'no verdict') as error,
    case when c.llm_score is null then 1 else 0 end as failed
  from windows w
  join calls c
    on c.ts >= w.since
    and c.ts < w.until
  where (c.llm_error is not null or c.llm_latency_ms is not null)
    and c.ts <= cast($as_of as timestamptz)
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
),
-- The last of each kind: what came after it came in a row.
placed as (
  select
    a.*,
    max(case when failed = 0 then ts end) over (partition by since) as last_answer,
    max(case when failed = 1 then ts end) over (partition by since) as last_failure,
    row_number() over (partition by since, failed order by ts desc, id desc) as place
  from answers a
)
select
  cast(extract(epoch from since) * 1000 as double precision) as since_ms,
  cast(count(*) as int) as asked,
  cast(count(distinct session_id) as int) as sessions,
  cast(sum(failed) as int) as errors,
  cast(sum(case when failed = 1 and (last_answer is null or ts > last_answer) then 1 else 0 end) as int) as failed_in_a_row,
  cast(sum(case when failed = 0 and (last_failure is null or ts > last_failure) then 1 else 0 end) as int) as answered_in_a_row,
  coalesce(max(case when failed = 1 and place = 1 then error end), '') as last_error
from placed
group by since
order by since_ms
