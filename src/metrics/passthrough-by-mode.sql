-- How many calls had no opinion of ours in the modes where that means no prompt?
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
)
select
  c.permission_mode,
  cast(count(distinct c.session_id) as int) as sessions,
  cast(count(*) as int) as n,
  cast(sum(case when c.class = 'passthrough' and coalesce(c.passthrough_reason, 'no_rule') in ('no_rule', 'llm_off', 'not_understood') then 1 else 0 end) as int) as k
from windows w
join calls c
  on c.ts >= w.since
  and c.ts < w.until
where c.permission_mode not in ('default', 'acceptEdits', 'plan', 'unknown')
  and c.class not in ('ask_rule', 'error_passthrough')
  and not c.interactive
  and not (coalesce(c.tool_name, '') = any(cast($exclude_tools as text[])))
  and c.ts <= cast($as_of as timestamptz)
  and (cast($project as text) is null or c.project = cast($project as text))
  and (cast($tool as text) is null or c.tool_name = cast($tool as text))
group by c.permission_mode
order by n desc, c.permission_mode
