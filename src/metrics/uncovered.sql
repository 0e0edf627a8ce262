-- Which kinds of call did no rule cover, and what became of them?
-- Counted as in the passthrough ratio, so that the calls sum up to its k.
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
),
closed as (
  select
    strongest.call_key,
    codes.outcome
  from (
    select
      o.call_key,
      min(o.evidence) % 10 as code
    from outcomes o
    where o.ts <= cast($as_of as timestamptz)
      and o.ts >= (select min(since) from windows)
    group by o.call_key
  ) strongest
  join outcome_codes codes
    on codes.code = strongest.code
)
select
  coalesce(c.fingerprint, c.tool_name, '') as fingerprint,
  cast(count(*) as int) as calls,
  cast(count(distinct c.session_id) as int) as sessions,
  cast(sum(case when closed.outcome = 'ok' then 1 else 0 end) as int) as ok,
  cast(sum(case when closed.outcome = 'failed' then 1 else 0 end) as int) as failed,
  cast(sum(case when closed.outcome in ('refused', 'denied', 'classifier_denied') then 1 else 0 end) as int) as refused
from windows w
join calls c
  on c.ts >= w.since
  and c.ts < w.until
left join closed
  on closed.call_key = c.call_key
where c.class = 'passthrough' and coalesce(c.passthrough_reason, 'no_rule') in ('no_rule', 'llm_off', 'not_understood')
  and c.permission_mode in ('default', 'acceptEdits', 'plan', 'unknown')
  and c.class not in ('ask_rule', 'error_passthrough')
  and not c.interactive
  and not (coalesce(c.tool_name, '') = any(cast($exclude_tools as text[])))
  and c.ts <= cast($as_of as timestamptz)
  and (cast($project as text) is null or c.project = cast($project as text))
  and (cast($tool as text) is null or c.tool_name = cast($tool as text))
group by coalesce(c.fingerprint, c.tool_name, '')
order by calls desc, fingerprint
