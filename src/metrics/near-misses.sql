-- Which rules missed calls by one clause, how often, and what stood there instead?
-- Of a line of several commands a rule may miss one of those that no rule covers.
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
),
open as (
  select
    c.id,
    c.call_key,
    c.ts,
    c.session_id
  from windows w
  join calls c
    on c.ts >= w.since
    and c.ts < w.until
  where c.decision in ('passthrough', 'error_passthrough')
    and c.ts <= cast($as_of as timestamptz)
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
),
-- A line that is in two logs has its near misses twice.
missed as (
  select distinct
    m.rule_id,
    m.clause,
    m.rule,
    m.found,
    o.id,
    o.call_key,
    o.ts,
    o.session_id
  from open o
  join entry_near_misses m
    on m.entry_id = o.id
  where m.rule_id is not null
    and m.clause is not null
),
stopped as (
  select
    o.call_key
  from outcomes o
  where o.call_key in (select call_key from missed)
    and o.ts <= cast($as_of as timestamptz)
    and o.ts >= (select min(since) from windows)
  group by o.call_key
  having min(o.evidence) % 10 in (3, 4, 5)
),
words as (
  select
    rule_id,
    clause,
    found,
    count(*) as calls,
    row_number() over (partition by rule_id, clause order by count(*) desc, found nulls last) as place
  from missed
  group by rule_id, clause, found
),
ranked as (
  select
    m.*,
    case when s.call_key is null then 0 else 1 end as refused,
    row_number() over (partition by m.rule_id, m.clause order by m.ts desc, m.id desc) as place
  from missed m
  left join stopped s
    on s.call_key = m.call_key
)
select
  coalesce(max(case when r.place = 1 then r.rule end), '') as rule,
  r.rule_id,
  r.clause,
  cast(count(*) as int) as calls,
  cast(count(distinct r.session_id) as int) as sessions,
  cast(sum(r.refused) as int) as refused,
  coalesce(max(w.found), '') as found,
  cast(max(w.calls) as int) as found_calls,
  cast(count(distinct r.found) as int) as founds,
  cast(extract(epoch from max(r.ts)) * 1000 as double precision) as last_ms
from ranked r
join words w
  on w.rule_id = r.rule_id
  and w.clause = r.clause
  and w.place = 1
group by r.rule_id, r.clause
order by calls desc, rule, r.rule_id, r.clause
