-- How often was each rule used in the 90 days up to the window's end, and on how many kinds of call?
-- An allowed call may rest on several rules; those that no call is named after have no name here.
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
),
used as (
  select
    coalesce(u.rule_id, c.rule_id) as rule_id,
    case when c.decision = 'allow' then 'allow' else coalesce(c.rule_kind, '') end as rule_kind,
    case when u.rule_id is null or u.rule_id = c.rule_id then c.rule end as rule,
    c.call_key,
    c.session_id,
    coalesce(c.fingerprint, c.tool_name, '') as fingerprint,
    c.ts
  from (select max(until) as until from windows) w
  join calls c
    on c.ts >= w.until - interval '90 days'
    and c.ts < w.until
  left join entry_rules_used u
    on u.entry_id = c.id
    and c.decision = 'allow'
  where c.ts <= cast($as_of as timestamptz)
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
)
-- A line that is in two logs has its rules twice: calls are counted, not lines.
select
  rule_id,
  rule_kind,
  max(rule) as rule,
  cast(count(distinct call_key) as int) as calls,
  cast(count(distinct session_id) as int) as sessions,
  cast(count(distinct fingerprint) as int) as fingerprints,
  cast(extract(epoch from max(ts)) * 1000 as double precision) as last_ms
from used
where rule_id is not null
group by rule_id, rule_kind
order by calls desc, rule_id, rule_kind
