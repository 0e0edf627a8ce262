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
placed as (
  select
    c.*,
    row_number() over (partition by rule_kind, known_as order by ts desc, id desc) as rule_place,
    row_number() over (partition by class order by ts desc, id desc) as class_place,
    row_number() over (partition by session_id order by ts desc, id desc) as session_place,
    row_number() over (partition by fingerprint order by ts desc, id desc) as fingerprint_place,
    row_number() over (partition by uncovered, fingerprint order by ts desc, id desc) as uncovered_place
  from counted c
)
select
  id,
  cast(extract(epoch from ts) * 1000 as double precision) as at_ms,
  cast(cast(ts at time zone cast($tz as text) as date) as text) as day,
  session_id,
  project,
  tool_name,
  tier,
  class,
  fingerprint,
  subject,
  rule,
  rule_id,
  rule_kind,
  cast(rule_place as int) as rule_place,
  cast(class_place as int) as class_place,
  cast(session_place as int) as session_place,
  cast(fingerprint_place as int) as fingerprint_place,
  cast(case when uncovered = 1 then uncovered_place end as int) as uncovered_place
from placed
where rule_place <= 50
  or class_place <= 50
  or (session_place <= 50 and session_id in (select session_id from eventful))
  or (fingerprint_place <= 50 and fingerprint in (select fingerprint from frequent))
  or (
    uncovered = 1
    and uncovered_place <= 50
    and fingerprint in (select fingerprint from frequent_uncovered)
  )
order by at_ms desc, id desc
