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
granted as (
  select
    c.id,
    c.call_key,
    c.ts,
    c.session_id,
    coalesce(c.fingerprint, c.tool_name, '') as fingerprint,
    c.rule_id,
    c.rule,
    case when c.ts >= s.since then 1 else 0 end as in_window
  from span s
  join calls c
    on c.ts < s.until
  where c.tier = 'auto'
    and c.decision = 'allow'
    and c.ts <= cast($as_of as timestamptz)
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
),
used as (
  select
    g.rule_id,
    g.id
  from granted g
  where g.rule_id is not null
  union
  select
    u.rule_id,
    g.id
  from granted g
  join entry_rules_used u
    on u.entry_id = g.id
  where u.rule_id is not null
),
heard as (
  select
    o.call_key,
    min(o.evidence) % 10 as code
  from outcomes o
  where o.call_key in (select call_key from granted)
    and o.ts <= cast($as_of as timestamptz)
  group by o.call_key
),
ranked as (
  select
    u.rule_id,
    g.ts,
    g.session_id,
    g.fingerprint,
    g.in_window,
    h.code,
    case when g.rule_id = u.rule_id then g.rule end as rule,
    row_number() over (partition by u.rule_id, g.rule_id = u.rule_id order by g.ts desc, g.id desc) as place
  from used u
  join granted g
    on g.id = u.id
  left join heard h
    on h.call_key = g.call_key
)
select
  rule_id,
  max(case when place = 1 then rule end) as rule,
  cast(count(*) as int) as uses,
  cast(sum(in_window) as int) as uses_in_window,
  cast(count(distinct session_id) as int) as sessions,
  cast(count(distinct fingerprint) as int) as fingerprints,
  cast(sum(case when code = 2 then 1 else 0 end) as int) as failed,
  cast(sum(case when code in (3, 4, 5) then 1 else 0 end) as int) as refused,
  cast(extract(epoch from max(ts)) * 1000 as double precision) as last_ms
from ranked
group by rule_id
order by uses desc, rule_id
