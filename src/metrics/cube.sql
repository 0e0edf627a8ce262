-- How many calls did each day, project, tool and tier have, and what became of them?
-- Prompts, the ratio's k and n and the rest are counted as in the scorecard, so that they sum up to it.
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
),
judged as (
  select
    cast(cast(c.ts at time zone cast($tz as text) as date) as text) as day,
    c.project,
    coalesce(c.tool_name, '') as tool_name,
    c.tier,
    c.decision,
    c.native,
    case when p.call_key is not null or (c.decision = 'ask' and c.attended) then 1 else 0 end as prompted,
    case when c.class = 'passthrough' and coalesce(c.passthrough_reason, 'no_rule') in ('no_rule', 'llm_off', 'not_understood') then 1 else 0 end as open,
    case
      when c.permission_mode in ('default', 'acceptEdits', 'plan', 'unknown')
        and c.class not in ('ask_rule', 'error_passthrough')
        and not c.interactive
        and not (coalesce(c.tool_name, '') = any(cast($exclude_tools as text[])))
      then 1
      else 0
    end as counts
  from windows w
  join calls c
    on c.ts >= w.since
    and c.ts < w.until
  left join prompts p
    on p.call_key = c.call_key
    and p.ts <= cast($as_of as timestamptz)
  where c.ts <= cast($as_of as timestamptz)
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
)
select
  day,
  project,
  tool_name,
  tier,
  cast(count(*) as int) as calls,
  cast(sum(case when decision = 'deny' then 1 else 0 end) as int) as denied,
  cast(sum(case when decision = 'ask' then 1 else 0 end) as int) as asked,
  cast(sum(prompted) as int) as prompts,
  cast(sum(case when decision = 'allow' and native = 'prompt' then 1 else 0 end) as int) as saved,
  cast(sum(case when decision = 'error_passthrough' then 1 else 0 end) as int) as errors,
  cast(sum(open * counts) as int) as k,
  cast(sum(counts) as int) as n
from judged
group by day, project, tool_name, tier
order by day, project, tool_name, tier
