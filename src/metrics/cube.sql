-- How many calls did each day, project, tool and tier have, and what became of them?
-- Prompts, the ratio's k and n and the rest are counted as in the scorecard, so that they sum up to it.
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
),
-- Since 1972 the days of every zone begin with a quarter of an hour: to find the day of each call
-- would take ten times as long.
days as (
  select
    quarter_hour,
    cast(cast(ts at time zone cast($tz as text) as date) as text) as day
  from (
    select
      c.quarter_hour,
      min(c.ts) as ts
    from windows w
    join calls c
      on c.ts >= w.since
      and c.ts < w.until
    where c.ts <= cast($as_of as timestamptz)
    group by c.quarter_hour
  ) quarters
),
judged as (
  select
    c.quarter_hour,
    c.project,
    coalesce(c.tool_name, '') as tool_name,
    c.tier,
    c.decision,
    c.native,
    case when c.call_key in (select p.call_key from prompts p where p.ts <= cast($as_of as timestamptz)) or (c.decision = 'ask' and c.attended) then 1 else 0 end as prompted,
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
  where c.ts <= cast($as_of as timestamptz)
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
)
select
  d.day,
  j.project,
  j.tool_name,
  j.tier,
  cast(count(*) as int) as calls,
  cast(sum(case when j.decision = 'deny' then 1 else 0 end) as int) as denied,
  cast(sum(case when j.decision = 'ask' then 1 else 0 end) as int) as asked,
  cast(sum(j.prompted) as int) as prompts,
  cast(sum(case when j.decision = 'allow' and j.native = 'prompt' then 1 else 0 end) as int) as saved,
  cast(sum(case when j.decision = 'error_passthrough' then 1 else 0 end) as int) as errors,
  cast(sum(j.open * j.counts) as int) as k,
  cast(sum(j.counts) as int) as n
from judged j
join days d
  on d.quarter_hour = j.quarter_hour
group by d.day, j.project, j.tool_name, j.tier
order by d.day, j.project, j.tool_name, j.tier
