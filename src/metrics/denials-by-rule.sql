-- How many calls did each rule deny in each window?
-- A rule is known by its id, so that a rename keeps it; older lines have only its name.
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
    coalesce(c.rule_kind, c.tier) as rule_kind
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
  cast(extract(epoch from since) * 1000 as double precision) as since_ms,
  max(rule) as rule,
  rule_id,
  rule_kind,
  cast(count(*) as int) as calls
from hits
group by since, rule_id, rule_kind, case when rule_id = '' then rule end
order by since_ms, calls desc, rule_id, rule, rule_kind
