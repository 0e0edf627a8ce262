-- How often did each rule decide?
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
),
hits as (
  select
    c.*,
    row_number() over (partition by c.rule_id, c.rule_kind order by c.ts desc, c.id desc) as place
  from windows w
  join calls c
    on c.ts >= w.since
    and c.ts < w.until
  where c.rule_id is not null
    and c.ts <= cast($as_of as timestamptz)
    and (cast($session as text) is null or c.session_id = cast($session as text))
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
)
select
  coalesce(max(case when place = 1 then rule end), rule_id) as rule,
  rule_id,
  coalesce(rule_kind, '') as rule_kind,
  coalesce(max(case when place = 1 then rule_source end), '') as rule_source,
  cast(count(*) as int) as hits,
  cast(count(distinct session_id) as int) as sessions,
  cast(extract(epoch from max(ts)) * 1000 as double precision) as last_ms
from hits
group by rule_id, rule_kind
order by hits desc, rule, rule_id, rule_kind
