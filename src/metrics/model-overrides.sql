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
again as (
  select
    c.id,
    c.ts,
    c.call_key,
    c.session_id,
    c.input_mac,
    case when j.red = 1 then 'RED' else 'YELLOW' end as score,
    coalesce(c.fingerprint, c.tool_name, '') as fingerprint,
    coalesce(c.subject, '') as subject,
    coalesce(c.rule, '') as rule,
    case when c.class in ('allow_rule', 'allow_auto') then 1 else 0 end as by_rule,
    case when p.call_key is not null or (c.decision = 'ask' and c.attended) then 1 else 0 end as prompted
  from windows w
  join calls c
    on c.ts >= w.since
    and c.ts < w.until
  join judged j
    on j.project = c.project
    and j.tool_name = c.tool_name
    and j.input_mac = c.input_mac
    and j.ts < c.ts
  left join prompts p
    on p.call_key = c.call_key
    and p.ts <= cast($as_of as timestamptz)
  where c.ts <= cast($as_of as timestamptz)
),
heard as (
  select
    o.call_key,
    min(o.evidence) % 10 as code,
    max(case when o.approval in ('hook', 'config', 'classifier') then 1 else 0 end) as by_others
  from outcomes o
  where o.call_key in (select call_key from again where prompted = 1)
    and o.ts <= cast($as_of as timestamptz)
    and o.ts >= (select min(since) from windows)
  group by o.call_key
),
allowed as (
  select
    a.*,
    row_number() over (partition by a.score, a.fingerprint order by a.ts desc, a.id desc) as place
  from again a
  left join heard h
    on h.call_key = a.call_key
  where a.by_rule = 1
    or (a.prompted = 1 and h.code in (1, 2) and h.by_others = 0)
)
select
  score,
  fingerprint,
  cast(count(*) as int) as calls,
  cast(count(distinct input_mac) as int) as inputs,
  cast(count(distinct session_id) as int) as sessions,
  cast(sum(by_rule) as int) as by_rule,
  cast(sum(1 - by_rule) as int) as by_user,
  cast(extract(epoch from max(ts)) * 1000 as double precision) as last_ms,
  max(case when place = 1 then subject end) as example,
  max(case when place = 1 then rule end) as rule
from allowed
group by score, fingerprint
order by score, calls desc, fingerprint
