-- Which calls did the model call RED or a rule deny in each window, by session?
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
),
stopped as (
  select
    w.since,
    c.project,
    c.session_id,
    case when c.class = 'llm_red' then 'llm' when c.class = 'floor' then 'floor' else 'deny' end as "by",
    coalesce(c.rule, '') as rule,
    coalesce(c.rule_id, '') as rule_id,
    coalesce(c.fingerprint, c.tool_name, '') as fingerprint,
    c.ts
  from windows w
  join calls c
    on c.ts >= w.since
    and c.ts < w.until
  where c.decision = 'deny'
    and c.ts <= cast($as_of as timestamptz)
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
)
select
  cast(extract(epoch from since) * 1000 as double precision) as since_ms,
  project,
  session_id,
  "by",
  rule,
  rule_id,
  fingerprint,
  cast(count(*) as int) as calls,
  cast(extract(epoch from max(ts)) * 1000 as double precision) as last_ms
from stopped
group by since, project, session_id, "by", rule, rule_id, fingerprint
order by since_ms, calls desc, project, session_id, "by", rule, rule_id, fingerprint
