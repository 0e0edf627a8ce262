-- Which rules missed calls by one clause, how often, and what stood there instead?
-- Of a line of several commands a rule may miss one of those that no rule covers.
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
),
missed as (
  select
    m.rule_id,
    m.clause,
    m.rule,
    coalesce(m.found, '') as found,
    c.call_key,
    c.ts,
    c.session_id
  from windows w
  join calls c
    on c.ts >= w.since
    and c.ts < w.until
  join entry_near_misses m
    on m.entry_key = c.entry_key
  where c.decision in ('passthrough', 'error_passthrough')
    and m.rule_id is not null
    and m.clause is not null
    and c.ts <= cast($as_of as timestamptz)
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
),
-- The few calls that anything calls refused; of these what holds.
doubted as (
  select distinct
    o.call_key
  from outcomes o
  where o.outcome in ('refused', 'classifier_denied')
    and o.ts <= cast($as_of as timestamptz)
    and o.ts >= (select min(since) from windows)
),
stopped as (
  select
    o.call_key
  from doubted d
  join outcomes o
    on o.call_key = d.call_key
  where o.ts <= cast($as_of as timestamptz)
    and o.ts >= (select min(since) from windows)
  group by o.call_key
  having min(o.evidence) % 10 in (3, 4, 5)
),
-- A line that is in two logs has its near misses twice: calls are counted, not lines.
words as (
  select
    rule_id,
    clause,
    found,
    cast(count(distinct call_key) as int) as calls
  from missed
  group by rule_id, clause, found
),
ranked as (
  select
    w.*,
    row_number() over (partition by rule_id, clause order by calls desc, found) as place
  from words w
),
summed as (
  select
    m.rule_id,
    m.clause,
    coalesce(max(m.rule), '') as rule,
    cast(count(distinct m.call_key) as int) as calls,
    cast(count(distinct m.session_id) as int) as sessions,
    cast(count(distinct s.call_key) as int) as refused,
    cast(count(distinct m.found) as int) as founds,
    cast(extract(epoch from max(m.ts)) * 1000 as double precision) as last_ms
  from missed m
  left join stopped s
    on s.call_key = m.call_key
  group by m.rule_id, m.clause
)
select
  s.rule,
  s.rule_id,
  s.clause,
  s.calls,
  s.sessions,
  s.refused,
  r.found,
  r.calls as found_calls,
  s.founds,
  s.last_ms
from summed s
join ranked r
  on r.rule_id = s.rule_id
  and r.clause = s.clause
  and r.place = 1
order by s.calls desc, s.rule, s.rule_id, s.clause
