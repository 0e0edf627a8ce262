-- Which kinds of call was the user asked about, how often and how lately, and what was answered?
-- Hits are calls that were put before the user: by Claude Code, by a rule of ours or the model, or
-- before the install, as far as a transcript tells. Days count back from the window's end.
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
),
at_end as (
  select
    case
      when max(until) < cast($as_of as timestamptz) then max(until)
      else cast($as_of as timestamptz)
    end as until
  from windows
),
heard as (
  select
    o.*
  from outcomes o
  join at_end w
    on o.ts <= w.until
),
-- What may have been put before the user; of an imported call its end has the last word.
put as (
  select
    k.*
  from (
    select
      e.call_key,
      e.ts,
      e.session_id,
      coalesce(e.fingerprint, e.tool_name, '') as fingerprint,
      e.source,
      e.tier,
      e.decision,
      e.rule,
      e.decision = 'ask' and coalesce(e.attended, e.entrypoint not like 'sdk-%', true) as by_us
    from entries e
    join at_end w
      on e.ts <= w.until
    where e.event = 'PreToolUse'
      and e.is_first
      and e.source in ('live', 'replay', 'import')
      and e.call_key is not null
      and e.decision <> 'deny'
      and (cast($project as text) is null or e.project = cast($project as text))
      and (cast($tool as text) is null or e.tool_name = cast($tool as text))
  ) k
  where k.by_us
    or k.call_key in (select p.call_key from prompts p join at_end w on p.ts <= w.until)
    or k.call_key in (select h.call_key from heard h where h.approval in ('user_once', 'user_always', 'user'))
    or (k.source = 'import' and k.call_key in (select h.call_key from heard h where h.evidence % 10 = 3))
),
answered as (
  select
    h.call_key,
    min(h.evidence) % 10 as code,
    max(case when h.approval in ('user_once', 'user_always', 'user') then 1 else 0 end) as by_user,
    max(case when h.approval in ('hook', 'config', 'classifier') then 1 else 0 end) as by_others
  from heard h
  where h.call_key in (select call_key from put)
  group by h.call_key
),
asked as (
  select
    k.*,
    case when a.code in (1, 2) and a.by_others = 0 then 1 else 0 end as yes,
    case when a.code = 3 then 1 else 0 end as no,
    case when a.code = 2 then 1 else 0 end as failed,
    k.ts >= w.until - interval '7 days' as in_7,
    k.ts >= w.until - interval '30 days' as in_30
  from put k
  cross join at_end w
  left join answered a
    on a.call_key = k.call_key
  where k.by_us
    or a.by_user = 1
    or (k.source = 'import' and a.code = 3)
    or k.call_key in (select p.call_key from prompts p join at_end u on p.ts <= u.until)
),
-- The rule that granted most calls of a kind in the last 30 days.
granted as (
  select
    k.fingerprint,
    k.rule,
    count(*) as calls
  from (
    select
      coalesce(e.fingerprint, e.tool_name, '') as fingerprint,
      e.rule
    from entries e
    join at_end w
      on e.ts <= w.until
      and e.ts >= w.until - interval '30 days'
    where e.event = 'PreToolUse'
      and e.is_first
      and e.source in ('live', 'replay', 'import')
      and e.call_key is not null
      and e.decision = 'allow'
      and e.rule is not null
      and (cast($project as text) is null or e.project = cast($project as text))
      and (cast($tool as text) is null or e.tool_name = cast($tool as text))
  ) k
  where k.fingerprint in (select fingerprint from asked)
  group by k.fingerprint, k.rule
),
ranked as (
  select
    g.*,
    row_number() over (partition by fingerprint order by calls desc, rule) as place
  from granted g
)
select
  a.fingerprint,
  cast(count(*) as int) as hits,
  cast(sum(case when a.in_7 then 1 else 0 end) as int) as hits_7,
  cast(sum(case when a.in_30 then 1 else 0 end) as int) as hits_30,
  cast(count(distinct a.session_id) as int) as sessions,
  cast(sum(a.yes) as int) as yes,
  cast(sum(a.no) as int) as no,
  cast(sum(a.failed) as int) as failed,
  cast(sum(case when a.tier = 'ask' then 1 else 0 end) as int) as by_ask_rule,
  cast(sum(case when a.tier = 'llm' then 1 else 0 end) as int) as by_model,
  cast(sum(case when a.decision = 'allow' then 1 else 0 end) as int) as though_allowed,
  cast(sum(case when a.source = 'import' then 1 else 0 end) as int) as imported,
  coalesce(max(case when a.tier = 'ask' then a.rule end), '') as ask_rule,
  coalesce(max(case when a.decision = 'allow' then a.rule end), '') as allow_rule,
  coalesce(max(r.rule), '') as granted_by,
  cast(coalesce(max(r.calls), 0) as int) as granted,
  cast(extract(epoch from max(a.ts)) * 1000 as double precision) as last_ms
from asked a
left join ranked r
  on r.fingerprint = a.fingerprint
  and r.place = 1
group by a.fingerprint
order by hits_7 desc, hits_30 desc, hits desc, a.fingerprint
