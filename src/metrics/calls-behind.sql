-- Which calls stand behind the counts of a report, the newest fifty of each?
-- A call has a place among those of its rule, its class, its session and its fingerprint. Of the
-- many fingerprints and sessions only those that a table may show are handed out.
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
),
counted as (
  select
    c.id,
    c.ts,
    c.session_id,
    c.project,
    coalesce(c.tool_name, '') as tool_name,
    c.tier,
    c.class,
    c.decision,
    coalesce(c.fingerprint, c.tool_name, '') as fingerprint,
    left(coalesce(c.subject, ''), 300) as subject,
    coalesce(c.rule, '') as rule,
    coalesce(c.rule_id, '') as rule_id,
    coalesce(c.rule_kind, c.tier) as rule_kind,
    -- A rule is known by its id, so that a rename keeps it; older lines have only its name.
    coalesce(c.rule_id, c.rule, c.class) as known_as,
    case
      when c.class = 'passthrough'
        and coalesce(c.passthrough_reason, 'no_rule') in ('no_rule', 'llm_off', 'not_understood')
        and c.permission_mode in ('default', 'acceptEdits', 'plan', 'unknown')
        and not c.interactive
        and not (coalesce(c.tool_name, '') = any(cast($exclude_tools as text[])))
      then 1
      else 0
    end as uncovered
  from windows w
  join calls c
    on c.ts >= w.since
    and c.ts < w.until
  where c.ts <= cast($as_of as timestamptz)
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
),
frequent as (
  select fingerprint
  from counted
  group by fingerprint
  order by count(*) desc, fingerprint
  limit 20
),
frequent_uncovered as (
  select fingerprint
  from counted
  where uncovered = 1
  group by fingerprint
  order by count(*) desc, fingerprint
  limit 20
),
eventful as (
  select session_id
  from counted
  group by session_id
  order by sum(case when decision = 'deny' then 1 else 0 end) desc, count(*) desc, session_id
  limit 50
),
-- Every list that a call stands in.
members as (
  select id, ts, 'rule' as list, rule_kind || ' ' || known_as as name from counted
  union all
  select id, ts, 'class' as list, class as name from counted
  union all
  select id, ts, 'session' as list, session_id as name from counted
  where session_id in (select session_id from eventful)
  union all
  select id, ts, 'fingerprint' as list, fingerprint as name from counted
  where fingerprint in (select fingerprint from frequent)
  union all
  select id, ts, 'uncovered' as list, fingerprint as name from counted
  where uncovered = 1
    and fingerprint in (select fingerprint from frequent_uncovered)
),
hours as (
  select
    list,
    name,
    date_trunc('hour', ts) as hour,
    count(*) as calls
  from members
  group by list, name, date_trunc('hour', ts)
),
-- The hour from which on a list has fifty: only what is as new has to be put in order.
recent as (
  select
    list,
    name,
    max(hour) as since
  from (
    select
      list,
      name,
      hour,
      sum(calls) over (partition by list, name order by hour desc) as calls
    from hours
  ) summed
  where calls >= 50
  group by list, name
),
ranked as (
  select
    m.id,
    m.list,
    row_number() over (partition by m.list, m.name order by m.ts desc, m.id desc) as place
  from members m
  left join recent r
    on r.list = m.list
    and r.name = m.name
  where r.since is null
    or m.ts >= r.since
),
placed as (
  select
    id,
    cast(max(case when list = 'rule' then place end) as int) as rule_place,
    cast(max(case when list = 'class' then place end) as int) as class_place,
    cast(max(case when list = 'session' then place end) as int) as session_place,
    cast(max(case when list = 'fingerprint' then place end) as int) as fingerprint_place,
    cast(max(case when list = 'uncovered' then place end) as int) as uncovered_place
  from ranked
  where place <= 50
  group by id
)
select
  c.id,
  cast(extract(epoch from c.ts) * 1000 as double precision) as at_ms,
  cast(cast(c.ts at time zone cast($tz as text) as date) as text) as day,
  c.session_id,
  c.project,
  c.tool_name,
  c.tier,
  c.class,
  c.fingerprint,
  c.subject,
  c.rule,
  c.rule_id,
  c.rule_kind,
  p.rule_place,
  p.class_place,
  p.session_place,
  p.fingerprint_place,
  p.uncovered_place
from placed p
join counted c
  on c.id = p.id
order by at_ms desc, c.id desc
