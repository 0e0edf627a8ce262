-- Of the calls that we say would have prompted, how many did, where the log tells?
-- In the 30 days up to the window's end, which is how long transcripts are kept. Calls that we had
-- an opinion on tell nothing; of the others a prompt is told by its own request, and of what was
-- imported by who answered.
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
),
span as (
  select
    max(until) - interval '30 days' as since,
    max(until) as until,
    -- Without a single request nobody listened for them, and their absence tells nothing.
    exists (
      select 1
      from prompts p
      where p.ts <= cast($as_of as timestamptz)
        and p.ts >= (select max(until) - interval '30 days' from windows)
    ) as listened
  from windows
),
called as (
  select
    c.call_key,
    case when p.call_key is not null then 1 else 0 end as requested,
    1 as live
  from span s
  join calls c
    on c.ts >= s.since
    and c.ts < s.until
  left join prompts p
    on p.call_key = c.call_key
    and p.ts <= cast($as_of as timestamptz)
  where s.listened
    and c.native = 'prompt'
    and c.decision = 'passthrough'
    and c.source = 'live'
    and c.attended
    and not c.interactive
    and c.ts <= cast($as_of as timestamptz)
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
  union all
  select
    e.call_key,
    0 as requested,
    0 as live
  from span s
  join entries e
    on e.ts >= s.since
    and e.ts < s.until
  where e.source = 'import'
    and e.event = 'PreToolUse'
    and e.is_first
    and e.native = 'prompt'
    and e.call_key is not null
    and coalesce(e.tool_name, '') not in ('AskUserQuestion', 'ExitPlanMode')
    and e.ts <= cast($as_of as timestamptz)
    and (cast($project as text) is null or e.project = cast($project as text))
    and (cast($tool as text) is null or e.tool_name = cast($tool as text))
),
answers as (
  select
    e.call_key,
    max(case when e.approval in ('user', 'user_once', 'user_always') or e.outcome = 'refused' then 1 else 0 end) as by_user
  from span s
  join entries e
    on e.ts >= s.since
  where e.source = 'import'
    and e.event <> 'PreToolUse'
    and e.call_key is not null
    and (e.approval in ('user', 'user_once', 'user_always', 'config', 'classifier') or e.outcome = 'refused')
    and e.ts <= cast($as_of as timestamptz)
  group by e.call_key
),
told as (
  select
    c.call_key,
    max(case when c.requested = 1 or a.by_user = 1 then 1 else 0 end) as prompted
  from called c
  left join answers a
    on a.call_key = c.call_key
  where c.live = 1
    or a.call_key is not null
  group by c.call_key
)
select
  cast(count(*) as int) as told,
  cast(coalesce(sum(prompted), 0) as int) as prompted
from told
order by told
