-- Which rules were learned or kept from being learned, by which calls, and why?
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
)
select
  e.id,
  cast(extract(epoch from e.ts) * 1000 as double precision) as at_ms,
  e.decision,
  coalesce(e.rule, '') as rule,
  coalesce(e.rule_id, '') as rule_id,
  coalesce(e.promoted_rule, '') as promoted_rule,
  coalesce(e.llm_score, '') as score,
  coalesce(e.llm_reasoning, '') as reasoning,
  e.session_id,
  coalesce(e.fingerprint, '') as fingerprint,
  coalesce(e.subject, '') as subject
from windows w
join entries e
  on e.ts >= w.since
  and e.ts < w.until
where e.event = 'Promotion'
  and e.decision in ('promoted', 'promotion_blocked')
  and e.is_first
  and e.source in ('live', 'replay')
  and e.ts <= cast($as_of as timestamptz)
  and (cast($project as text) is null or e.project = cast($project as text))
  and (cast($tool as text) is null or e.tool_name = cast($tool as text))
order by at_ms, e.id
