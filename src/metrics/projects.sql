-- How much was there in each project: calls, sessions, denials, prompts, passthroughs?
-- k and n are those of the passthrough ratio.
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
)
select
  c.project,
  cast(count(*) as int) as calls,
  cast(count(distinct c.session_id) as int) as sessions,
  cast(sum(case when c.decision = 'deny' then 1 else 0 end) as int) as denied,
  cast(sum(case when c.prompted or (c.decision = 'ask' and c.attended) then 1 else 0 end) as int) as prompts_seen,
  cast(sum(case when c.counts and c.class = 'passthrough' and coalesce(c.passthrough_reason, 'no_rule') in ('no_rule', 'llm_off', 'not_understood') then 1 else 0 end) as int) as k,
  cast(sum(case when c.counts then 1 else 0 end) as int) as n
from (
  select
    c.*,
    c.call_key in (select p.call_key from prompts p where p.ts <= cast($as_of as timestamptz)) as prompted,
    c.permission_mode in ('default', 'acceptEdits', 'plan', 'unknown')
      and c.class not in ('ask_rule', 'error_passthrough')
      and not c.interactive
      and not (coalesce(c.tool_name, '') = any(cast($exclude_tools as text[]))) as counts
  from windows w
  join calls c
    on c.ts >= w.since
    and c.ts < w.until
  where c.ts <= cast($as_of as timestamptz)
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
) c
group by c.project
order by calls desc, c.project
