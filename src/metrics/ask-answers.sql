-- What was answered to the calls that each ask rule asked about?
-- It was a yes where the call ran and nothing tells that somebody else than the user let it.
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
),
asked as (
  select
    c.call_key,
    c.rule_id,
    c.rule,
    c.session_id,
    coalesce(c.fingerprint, c.tool_name, '') as fingerprint,
    c.ts,
    row_number() over (partition by c.rule_id order by c.ts desc, c.id desc) as place
  from windows w
  join calls c
    on c.ts >= w.since
    and c.ts < w.until
  where c.decision = 'ask'
    and c.tier = 'ask'
    and c.attended
    and c.rule_id is not null
    and c.ts <= cast($as_of as timestamptz)
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
),
heard as (
  select
    o.call_key,
    min(o.evidence) % 10 as code,
    max(case when o.approval in ('hook', 'config', 'classifier') then 1 else 0 end) as by_others
  from outcomes o
  where o.call_key in (select call_key from asked)
    and o.ts >= (select min(since) from windows)
    and o.ts <= cast($as_of as timestamptz)
  group by o.call_key
)
select
  a.rule_id,
  coalesce(max(case when a.place = 1 then a.rule end), a.rule_id) as rule,
  cast(count(*) as int) as asked,
  cast(count(distinct a.session_id) as int) as sessions,
  cast(count(distinct a.fingerprint) as int) as fingerprints,
  -- 1 ran, 2 ran and failed, 3 refused.
  cast(sum(case when h.code in (1, 2) and h.by_others = 0 then 1 else 0 end) as int) as yes,
  cast(sum(case when h.code = 3 then 1 else 0 end) as int) as no,
  cast(extract(epoch from max(a.ts)) * 1000 as double precision) as last_ms
from asked a
left join heard h
  on h.call_key = a.call_key
group by a.rule_id
order by asked desc, rule, a.rule_id
