-- Which rules granted a call, or were learned from it, that the user was then asked about again?
-- The very same input in the same folder: where nothing changed, the answer should not either.
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
),
span as (
  select
    min(since) - interval '30 days' as since,
    max(until) as until
  from windows
),
asked as (
  select
    c.call_key,
    c.ts,
    c.session_id,
    c.tool_name,
    c.cwd,
    c.input_mac,
    coalesce(c.fingerprint, c.tool_name, '') as fingerprint
  from windows w
  join calls c
    on c.ts >= w.since
    and c.ts < w.until
  join prompts p
    on p.call_key = c.call_key
    and p.ts <= cast($as_of as timestamptz)
  where c.decision in ('passthrough', 'error_passthrough')
    and c.input_mac is not null
    and c.ts <= cast($as_of as timestamptz)
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
),
granted as (
  select
    c.rule_id,
    c.rule,
    c.ts,
    c.tool_name,
    c.cwd,
    c.input_mac
  from span s
  join calls c
    on c.ts >= s.since
    and c.ts < s.until
  where c.decision = 'allow'
    and c.tier in ('allow', 'auto')
    and c.rule_id is not null
    and c.input_mac in (select input_mac from asked)
  union all
  -- A learned rule grants the call that it was learned from.
  select
    e.rule_id,
    e.rule,
    e.ts,
    c.tool_name,
    c.cwd,
    c.input_mac
  from span s
  join entries e
    on e.ts >= s.since
    and e.ts < s.until
  join calls c
    on c.tool_use_id = e.tool_use_id
    and c.session_id = e.session_id
  where e.event = 'Promotion'
    and e.decision = 'promoted'
    and e.is_first
    and e.rule_id is not null
    and c.input_mac in (select input_mac from asked)
)
select
  g.rule_id,
  coalesce(max(g.rule), '') as rule,
  cast(count(distinct a.call_key) as int) as calls,
  cast(count(distinct a.session_id) as int) as sessions,
  min(a.fingerprint) as fingerprint,
  cast(extract(epoch from min(a.ts)) * 1000 as double precision) as first_ms,
  cast(extract(epoch from max(a.ts)) * 1000 as double precision) as last_ms
from asked a
join granted g
  on g.input_mac = a.input_mac
  and g.tool_name = a.tool_name
  and g.cwd = a.cwd
  and g.ts < a.ts
group by g.rule_id
order by calls desc, g.rule_id
