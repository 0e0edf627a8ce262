-- How many calls, of how many kinds, did each rule allow in the 90 days up to the window's end?
-- An allowed call may rest on several rules.
with bounds as (
  select max(until) as until
  from (select unnest(cast($ends as timestamptz[])) as until) windows
),
-- What a call is named after, and what else it rests on. A line that is in two logs has its rules
-- twice.
granted as (
  select
    c.rule_id,
    coalesce(c.fingerprint, c.tool_name, '') as fingerprint
  from calls c
  where c.decision = 'allow'
    and c.rule_id is not null
    and c.ts >= (select until - interval '90 days' from bounds)
    and c.ts < (select until from bounds)
    and c.ts <= cast($as_of as timestamptz)
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
  union all
  select
    u.rule_id,
    c.fingerprint
  from (
    select
      c.entry_key,
      coalesce(c.fingerprint, c.tool_name, '') as fingerprint
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
  join (
    select distinct entry_key, rule_id from entry_rules_used where not names_call
  ) u
    on u.entry_key = c.entry_key
)
select
  rule_id,
  cast(count(*) as int) as calls,
  cast(count(distinct fingerprint) as int) as fingerprints
from granted
where rule_id is not null
group by rule_id
order by calls desc, rule_id
