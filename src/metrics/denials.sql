-- Which kinds of call did each rule deny in each window, and what was the last of them?
-- Names and examples are those of the last window; before it, of any.
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
),
hits as (
  select
    w.since,
    coalesce(c.rule, case when c.tier = 'llm' then 'the model' else '' end) as rule,
    coalesce(c.rule_id, '') as rule_id,
    coalesce(c.rule_kind, c.tier) as rule_kind,
    -- A rule is known by its id, so that a rename keeps it; older lines have only its name.
    coalesce(c.rule_id, c.rule, '') as known_as,
    coalesce(c.fingerprint, c.tool_name, '') as fingerprint,
    c.id,
    c.session_id,
    c.ts,
    coalesce(c.subject, '') as subject
  from windows w
  join calls c
    on c.ts >= w.since
    and c.ts < w.until
  where c.decision = 'deny'
    and c.ts <= cast($as_of as timestamptz)
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
    and (cast($session as text) is null or c.session_id = cast($session as text))
),
counted as (
  select
    since,
    known_as,
    rule_kind,
    fingerprint,
    max(rule) as rule,
    max(rule_id) as rule_id,
    count(*) as calls,
    count(distinct session_id) as sessions,
    max(ts) as last_ts,
    max(subject) as subject
  from hits
  group by since, known_as, rule_kind, fingerprint
),
ranked as (
  select
    h.*,
    row_number() over (partition by h.known_as, h.rule_kind, h.fingerprint order by h.ts desc, h.id desc) as place
  from hits h
  where h.since = (select max(since) from windows)
)
select
  cast(extract(epoch from c.since) * 1000 as double precision) as since_ms,
  coalesce(r.rule, c.rule) as rule,
  c.rule_id,
  c.rule_kind,
  c.fingerprint,
  cast(c.calls as int) as calls,
  cast(c.sessions as int) as sessions,
  cast(extract(epoch from c.last_ts) * 1000 as double precision) as last_ms,
  coalesce(r.subject, c.subject) as example
from counted c
left join ranked r
  on r.since = c.since
  and r.known_as = c.known_as
  and r.rule_kind = c.rule_kind
  and r.fingerprint = c.fingerprint
  and r.place = 1
order by since_ms, calls desc, c.known_as, c.rule_kind, c.fingerprint
