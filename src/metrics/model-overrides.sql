-- Which calls that the model called YELLOW or RED were made again and then allowed, by whom?
-- The same input in the same project, after a verdict of up to 30 days before the window.
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
),
span as (
  select
    min(since) - interval '30 days' as since,
    max(until) as until
  from windows
),
judged as (
  select
    c.project,
    c.tool_name,
    c.input_mac,
    max(case when c.llm_score = 'RED' then 1 else 0 end) as red,
    min(c.ts) as ts
  from span s
  join calls c
    on c.ts >= s.since
    and c.ts < s.until
  where c.llm_score in ('YELLOW', 'RED')
    and c.input_mac is not null
    and c.ts <= cast($as_of as timestamptz)
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
  group by c.project, c.tool_name, c.input_mac
),
-- Only what may have been allowed: by a rule, or by somebody who was asked.
again as (
  select
    c.ts,
    c.call_key,
    c.session_id,
    c.input_mac,
    case when j.red = 1 then 'RED' else 'YELLOW' end as score,
    coalesce(c.fingerprint, c.tool_name, '') as fingerprint,
    c.rule,
    case when c.class in ('allow_rule', 'allow_auto') then 1 else 0 end as by_rule
  from judged j
  join calls c
    on c.input_mac = j.input_mac
    and c.tool_name = j.tool_name
    and c.project = j.project
    and c.ts > j.ts
  join windows w
    on c.ts >= w.since
    and c.ts < w.until
  left join prompts p
    on p.call_key = c.call_key
    and p.ts <= cast($as_of as timestamptz)
  where c.ts <= cast($as_of as timestamptz)
    and (
      c.class in ('allow_rule', 'allow_auto')
      or p.call_key is not null
      or (c.decision = 'ask' and c.attended)
    )
),
heard as (
  select
    o.call_key,
    min(o.evidence) % 10 as code,
    max(case when o.approval in ('hook', 'config', 'classifier') then 1 else 0 end) as by_others
  from again a
  join outcomes o
    on o.call_key = a.call_key
  where a.by_rule = 0
    and o.ts <= cast($as_of as timestamptz)
    and o.ts >= (select min(since) from windows)
  group by o.call_key
),
allowed as (
  select
    a.*
  from again a
  left join heard h
    on h.call_key = a.call_key
  where a.by_rule = 1
    or (h.code in (1, 2) and h.by_others = 0)
)
select
  score,
  fingerprint,
  cast(count(*) as int) as calls,
  cast(count(distinct input_mac) as int) as inputs,
  cast(count(distinct session_id) as int) as sessions,
  cast(sum(by_rule) as int) as by_rule,
  cast(sum(1 - by_rule) as int) as by_user,
  coalesce(max(case when by_rule = 1 then rule end), '') as rule,
  cast(extract(epoch from max(ts)) * 1000 as double precision) as last_ms
from allowed
group by score, fingerprint
order by score, calls desc, fingerprint
