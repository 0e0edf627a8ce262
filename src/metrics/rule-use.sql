-- How often was each rule used in the 90 days up to the window's end, and on how many kinds of call?
-- An allowed call may rest on several rules; those that no call is named after have no name here.
with bounds as (
  select max(until) as until
  from (select unnest(cast($ends as timestamptz[])) as until) windows
),
-- What a call is named after, and what else an allowed one rests on. A line that is in two logs has
-- its rules twice.
used as (
  select
    c.entry_key,
    c.rule_id,
    case when c.decision = 'allow' then 'allow' else coalesce(c.rule_kind, '') end as rule_kind,
    c.rule,
    c.session_id,
    coalesce(c.fingerprint, c.tool_name, '') as fingerprint,
    c.ts
  from calls c
  where c.rule_id is not null
    and c.ts >= (select until - interval '90 days' from bounds)
    and c.ts < (select until from bounds)
    and c.ts <= cast($as_of as timestamptz)
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
  union all
  select distinct
    c.entry_key,
    u.rule_id,
    'allow' as rule_kind,
    null as rule,
    c.session_id,
    c.fingerprint,
    c.ts
  from (
    select
      c.entry_key,
      c.session_id,
      coalesce(c.fingerprint, c.tool_name, '') as fingerprint,
      c.ts
    from calls c
    where c.decision = 'allow'
      -- Not a bare condition: of that an engine makes a join that gathers all calls first.
      and coalesce(c.entry_key in (select r.entry_key from entry_rules_used r where not r.names_call), false)
      and c.ts >= (select until - interval '90 days' from bounds)
      and c.ts < (select until from bounds)
      and c.ts <= cast($as_of as timestamptz)
      and (cast($project as text) is null or c.project = cast($project as text))
      and (cast($tool as text) is null or c.tool_name = cast($tool as text))
  ) c
  join entry_rules_used u
    on u.entry_key = c.entry_key
  where not u.names_call
)
select
  rule_id,
  rule_kind,
  max(rule) as rule,
  cast(count(*) as int) as calls,
  cast(count(distinct session_id) as int) as sessions,
  cast(count(distinct fingerprint) as int) as fingerprints,
  cast(extract(epoch from max(ts)) * 1000 as double precision) as last_ms
from used
group by rule_id, rule_kind
order by calls desc, rule_id, rule_kind
