-- Which kinds of call were most frequent, and what became of them?
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
  coalesce(c.fingerprint, c.tool_name, '') as fingerprint,
  cast(count(*) as int) as calls,
  cast(count(distinct c.session_id) as int) as sessions,
  cast(sum(case when closed.outcome is null then 1 else 0 end) as int) as open,
  cast(sum(case when closed.outcome = 'ok' then 1 else 0 end) as int) as ok,
  cast(sum(case when closed.outcome = 'failed' then 1 else 0 end) as int) as failed,
  cast(sum(case when closed.outcome = 'refused' then 1 else 0 end) as int) as refused,
  cast(sum(case when closed.outcome = 'denied' then 1 else 0 end) as int) as denied,
  cast(sum(case when closed.outcome = 'classifier_denied' then 1 else 0 end) as int) as classifier_denied,
  cast(sum(case when closed.outcome = 'interrupted' then 1 else 0 end) as int) as interrupted,
  cast(sum(case when closed.outcome = 'unknown' then 1 else 0 end) as int) as unknown
from windows w
join recorded_calls c
  on c.ts >= w.since
  and c.ts < w.until
left join closed
  on closed.call_key = c.call_key
where c.ts <= cast($as_of as timestamptz)
  and (cast($project as text) is null or c.project = cast($project as text))
  and (cast($tool as text) is null or c.tool_name = cast($tool as text))
group by coalesce(c.fingerprint, c.tool_name, '')
order by calls desc, fingerprint
