-- Which kinds of call did each rule deny, and what was the last of them?
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
),
hits as (
  select
    coalesce(c.rule, case when c.tier = 'llm' then 'the model' else '' end) as rule,
    coalesce(c.rule_id, '') as rule_id,
    coalesce(c.rule_kind, c.tier) as rule_kind,
    -- A rule is known by its id, so that a rename keeps it; older lines have only its name.
    coalesce(c.rule_id, c.rule, '') as known_as,
    coalesce(c.fingerprint, c.tool_name, '') as fingerprint,
    c.session_id,
    c.ts,
    coalesce(c.subject, '') as subject,
    row_number() over (partition by coalesce(c.rule_id, c.rule, ''), coalesce(c.rule_kind, c.tier), coalesce(c.fingerprint, c.tool_name, '') order by c.ts desc, c.id desc) as place
  from windows w
  join calls c
    on c.ts >= w.since
    and c.ts < w.until
  where c.decision = 'deny'
    and c.ts <= cast($as_of as timestamptz)
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
    and (cast($session as text) is null or c.session_id = cast($session as text))
)
select
  max(case when place = 1 then rule end) as rule,
  max(rule_id) as rule_id,
  rule_kind,
  fingerprint,
  cast(count(*) as int) as calls,
  cast(count(distinct session_id) as int) as sessions,
  cast(extract(epoch from max(ts)) * 1000 as double precision) as last_ms,
  max(case when place = 1 then subject end) as example
from hits
group by known_as, rule_kind, fingerprint
order by calls desc, known_as, rule_kind, fingerprint
