-- Which kinds of call did no rule cover, and what became of them?
-- Counted as in the passthrough ratio, so that the calls sum up to its k.
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
),
counted as (
  select
    c.call_key,
    c.session_id,
    coalesce(c.fingerprint, c.tool_name, '') as fingerprint
  from windows w
  join calls c
    on c.ts >= w.since
    and c.ts < w.until
  where c.class = 'passthrough' and coalesce(c.passthrough_reason, 'no_rule') in ('no_rule', 'llm_off', 'not_understood')
    and c.permission_mode in ('default', 'acceptEdits', 'plan', 'unknown')
    and not c.interactive
    and not (coalesce(c.tool_name, '') = any(cast($exclude_tools as text[])))
    and c.ts <= cast($as_of as timestamptz)
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
),
closed as (
  select
    o.call_key,
    min(o.evidence) % 10 as code
  from outcomes o
  where o.call_key in (select call_key from counted)
    and o.ts <= cast($as_of as timestamptz)
    and o.ts >= (select min(since) from windows)
  group by o.call_key
)
select
  c.fingerprint,
  cast(count(*) as int) as calls,
  cast(count(distinct c.session_id) as int) as sessions,
  -- 1 ran, 2 ran and failed, 3 to 5 refused by whomever: see `outcome_codes`.
  cast(sum(case when closed.code = 1 then 1 else 0 end) as int) as ok,
  cast(sum(case when closed.code = 2 then 1 else 0 end) as int) as failed,
  cast(sum(case when closed.code in (3, 4, 5) then 1 else 0 end) as int) as refused
from counted c
left join closed
  on closed.call_key = c.call_key
group by c.fingerprint
order by calls desc, c.fingerprint
