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
    c.entry_key,
    c.ts,
    c.quarter_hour - c.quarter_hour % 48 as stretch,
    c.session_id,
    c.class,
    case when c.decision = 'deny' then 1 else 0 end as denied,
    coalesce(c.fingerprint, c.tool_name, '') as fingerprint,
    c.rule_key,
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
stretches as (
  select
    rule_key,
    class,
    stretch,
    count(*) as calls
  from counted
  group by rule_key, class, stretch
),
kinds as (
  select
    fingerprint,
    count(*) as calls,
    sum(uncovered) as uncovered
  from counted
  group by fingerprint
),
frequent as (
  select fingerprint
  from kinds
  order by calls desc, fingerprint
  limit 20
),
frequent_uncovered as (
  select fingerprint
  from kinds
  where uncovered > 0
  order by uncovered desc, fingerprint
  limit 20
),
eventful as (
  select session_id
  from counted
  group by session_id
  order by sum(denied) desc, count(*) desc, session_id
  limit 50
),
-- Their calls, which are looked at twice: how many there were in each stretch, and in which order.
of_eventful as (
  select
    entry_key,
    ts,
    stretch,
    session_id
  from counted
  where session_id in (select session_id from eventful)
),
of_frequent as (
  select
    entry_key,
    ts,
    stretch,
    fingerprint,
    uncovered
  from counted
  where fingerprint in (
    select fingerprint from frequent
    union all
    select fingerprint from frequent_uncovered
  )
),
-- Lists by stretches of twelve hours, newest first, with how many calls each has up to there.
lists as (
  select 'rule' as list, cast(rule_key as text) as name, stretch, sum(calls) as calls
  from stretches
  group by rule_key, stretch
  union all
  select 'class' as list, class as name, stretch, sum(calls) as calls
  from stretches
  group by class, stretch
  union all
  select 'session' as list, session_id as name, stretch, count(*) as calls
  from of_eventful
  group by session_id, stretch
  union all
  select 'fingerprint' as list, fingerprint as name, stretch, count(*) as calls
  from of_frequent
  group by fingerprint, stretch
  union all
  select 'uncovered' as list, fingerprint as name, stretch, count(*) as calls
  from of_frequent
  where uncovered = 1
  group by fingerprint, stretch
),
-- The stretches that a list's newest fifty stand in: only what is as new has to be put in order.
recent as (
  select
    list,
    name,
    stretch
  from (
    select
      *,
      sum(calls) over (partition by list, name order by stretch desc) - calls as newer
    from lists
  ) summed
  where newer < 50
    and (list <> 'fingerprint' or name in (select fingerprint from frequent))
    and (list <> 'uncovered' or name in (select fingerprint from frequent_uncovered))
),
-- Of rules and of classes, so that the calls are looked through once for both.
recent_decisions as (
  select
    s.rule_key,
    s.class,
    s.stretch,
    max(case when r.list = 'rule' then 1 else 0 end) as of_rule,
    max(case when r.list = 'class' then 1 else 0 end) as of_class
  from stretches s
  join recent r
    on r.stretch = s.stretch
    and (
      (r.list = 'rule' and r.name = cast(s.rule_key as text))
      or (r.list = 'class' and r.name = s.class)
    )
  group by s.rule_key, s.class, s.stretch
),
decided as (
  select
    c.entry_key,
    c.ts,
    c.rule_key,
    c.class,
    r.of_rule,
    r.of_class
  from counted c
  join recent_decisions r
    on r.rule_key = c.rule_key
    and r.class = c.class
    and r.stretch = c.stretch
),
-- Every list that a call stands in.
members as (
  select entry_key, ts, 'rule' as list, cast(rule_key as text) as name
  from decided
  where of_rule = 1
  union all
  select entry_key, ts, 'class' as list, class as name
  from decided
  where of_class = 1
  union all
  select c.entry_key, c.ts, r.list, r.name
  from of_eventful c
  join recent r
    on r.name = c.session_id
    and r.stretch = c.stretch
  where r.list = 'session'
  union all
  select c.entry_key, c.ts, r.list, r.name
  from of_frequent c
  join recent r
    on r.name = c.fingerprint
    and r.stretch = c.stretch
  where r.list = 'fingerprint'
    or (r.list = 'uncovered' and c.uncovered = 1)
),
ranked as (
  select
    entry_key,
    list,
    row_number() over (partition by list, name order by ts desc, entry_key desc) as place
  from members
),
placed as (
  select
    entry_key,
    cast(max(case when list = 'rule' then place end) as int) as rule_place,
    cast(max(case when list = 'class' then place end) as int) as class_place,
    cast(max(case when list = 'session' then place end) as int) as session_place,
    cast(max(case when list = 'fingerprint' then place end) as int) as fingerprint_place,
    cast(max(case when list = 'uncovered' then place end) as int) as uncovered_place
  from ranked
  where place <= 50
  group by entry_key
)
select
  c.id,
  cast(extract(epoch from c.ts) * 1000 as double precision) as at_ms,
  cast(cast(c.ts at time zone cast($tz as text) as date) as text) as day,
  c.session_id,
  c.project,
  coalesce(c.tool_name, '') as tool_name,
  c.tier,
  c.class,
  coalesce(c.fingerprint, c.tool_name, '') as fingerprint,
  left(coalesce(c.subject, ''), 300) as subject,
  coalesce(c.rule, '') as rule,
  coalesce(c.rule_id, '') as rule_id,
  coalesce(c.rule_kind, c.tier) as rule_kind,
  p.rule_place,
  p.class_place,
  p.session_place,
  p.fingerprint_place,
  p.uncovered_place
from calls c
join placed p
  on p.entry_key = c.entry_key
where c.ts >= (select min(since) from windows)
  and c.ts < (select max(until) from windows)
order by at_ms desc, c.id desc
