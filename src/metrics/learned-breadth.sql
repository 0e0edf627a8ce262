-- How many kinds of call did each learned rule let run in each window, and how many with a risk?
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
),
used as (
  select distinct
    w.since,
    u.rule_id,
    c.entry_key,
    c.session_id,
    coalesce(c.fingerprint, c.tool_name, '') as fingerprint
  from windows w
  join calls c
    on c.ts >= w.since
    and c.ts < w.until
  join (
    select entry_key, rule_id from entry_rules_used
    union
    select entry_key, rule_id from calls where tier = 'auto' and rule_id is not null
  ) u
    on u.entry_key = c.entry_key
  where c.tier = 'auto'
    and c.ts <= cast($as_of as timestamptz)
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
),
risks as (
  select
    entry_key,
    min(risk) as risk
  from entry_risks
  group by entry_key
)
select
  cast(extract(epoch from u.since) * 1000 as double precision) as since_ms,
  u.rule_id,
  cast(count(*) as int) as calls,
  cast(count(distinct u.session_id) as int) as sessions,
  cast(count(distinct u.fingerprint) as int) as fingerprints,
  cast(count(r.risk) as int) as risky,
  coalesce(min(r.risk), '') as risk
from used u
left join risks r
  on r.entry_key = u.entry_key
group by u.since, u.rule_id
order by since_ms, calls desc, u.rule_id
