-- How often did each rule decide?
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
),
-- Few rows, from which all else is made: to put every call in order would take far longer.
hits as (
  select
    c.rule_id,
    c.rule_kind,
    c.rule,
    c.rule_source,
    c.session_id,
    count(*) as hits,
    max(c.ts) as last_ts
  from windows w
  join calls c
    on c.ts >= w.since
    and c.ts < w.until
  where c.rule_id is not null
    and c.ts <= cast($as_of as timestamptz)
    and (cast($session as text) is null or c.session_id = cast($session as text))
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
  group by c.rule_id, c.rule_kind, c.rule, c.rule_source, c.session_id
),
-- A rule may have been renamed: what it was called last holds.
ranked as (
  select
    h.*,
    row_number() over (partition by h.rule_id, h.rule_kind order by h.last_ts desc, h.rule, h.rule_source) as place
  from hits h
)
select
  coalesce(max(case when place = 1 then rule end), rule_id) as rule,
  rule_id,
  coalesce(rule_kind, '') as rule_kind,
  coalesce(max(case when place = 1 then rule_source end), '') as rule_source,
  cast(sum(hits) as int) as hits,
  cast(count(distinct session_id) as int) as sessions,
  cast(extract(epoch from max(last_ts)) * 1000 as double precision) as last_ms
from ranked
group by rule_id, rule_kind
order by hits desc, rule, rule_id, rule_kind
