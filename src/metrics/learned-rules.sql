-- How often was each learned rule used, ever and in the window, and what became of those calls?
-- A rule's id is made of what it grants, so what it did before is what it did since it was learned.
-- A call may rest on several rules; those that no call is named after have no name here.
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
),
span as (
  select
    min(since) as since,
    max(until) as until
  from windows
),
used as (
  select
    coalesce(u.rule_id, c.rule_id) as rule_id,
    case when u.rule_id is null or u.rule_id = c.rule_id then c.rule end as rule,
    c.call_key,
    c.ts,
    c.session_id,
    coalesce(c.fingerprint, c.tool_name, '') as fingerprint,
    case when c.ts >= s.since then c.call_key end as in_window
  from span s
  join calls c
    on c.ts < s.until
  left join entry_rules_used u
    on u.entry_key = c.entry_key
  where c.tier = 'auto'
    and c.decision = 'allow'
    and c.ts <= cast($as_of as timestamptz)
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
),
-- The few calls that anything calls failed or refused; of these what holds.
doubted as (
  select distinct
    o.call_key
  from outcomes o
  where o.outcome in ('failed', 'refused', 'classifier_denied')
    and o.call_key in (select call_key from used)
    and o.ts <= cast($as_of as timestamptz)
),
ended as (
  select
    o.call_key,
    min(o.evidence) % 10 as code
  from doubted d
  join outcomes o
    on o.call_key = d.call_key
  where o.ts <= cast($as_of as timestamptz)
  group by o.call_key
)
-- A line that is in two logs has its rules twice: calls are counted, not lines.
select
  u.rule_id,
  max(u.rule) as rule,
  cast(count(distinct u.call_key) as int) as uses,
  cast(count(distinct u.in_window) as int) as uses_in_window,
  cast(count(distinct u.session_id) as int) as sessions,
  cast(count(distinct u.fingerprint) as int) as fingerprints,
  cast(count(distinct case when e.code = 2 then u.call_key end) as int) as failed,
  cast(count(distinct case when e.code in (3, 4, 5) then u.call_key end) as int) as refused,
  cast(extract(epoch from max(u.ts)) * 1000 as double precision) as last_ms
from used u
left join ended e
  on e.call_key = u.call_key
where u.rule_id is not null
group by u.rule_id
order by uses desc, u.rule_id
