-- Which ten kinds of call were most frequent, of how many, and what became of them?
-- Calls from before the install are among them.
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
),
top as (
  select
    fingerprint,
    count(*) over () as kinds
  from (
    select
      coalesce(c.fingerprint, c.tool_name, '') as fingerprint,
      count(*) as calls
    from windows w
    join recorded_calls c
      on c.ts >= w.since
      and c.ts < w.until
    where c.ts <= cast($as_of as timestamptz)
      and (cast($session as text) is null or c.session_id = cast($session as text))
      and (cast($project as text) is null or c.project = cast($project as text))
      and (cast($tool as text) is null or c.tool_name = cast($tool as text))
    group by coalesce(c.fingerprint, c.tool_name, '')
  ) counted
  order by calls desc, fingerprint
  limit 10
),
-- Their calls alone: of most kinds it is not asked what became of them.
chosen as (
  select
    c.call_key,
    c.ts,
    c.session_id,
    c.agent_id,
    coalesce(c.fingerprint, c.tool_name, '') as fingerprint
  from windows w
  join recorded_calls c
    on c.ts >= w.since
    and c.ts < w.until
  where coalesce(c.fingerprint, c.tool_name, '') in (select fingerprint from top)
    and c.ts <= cast($as_of as timestamptz)
    and (cast($session as text) is null or c.session_id = cast($session as text))
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
),
closed as (
  select
    strongest.call_key,
    codes.outcome
  from (
    select
      o.call_key,
      min(o.evidence) % 10 as code
    from outcomes o
    where o.ts <= cast($as_of as timestamptz)
      and o.ts >= (select min(since) from windows)
      and o.call_key in (select call_key from chosen)
    group by o.call_key
  ) strongest
  join outcome_codes codes
    on codes.code = strongest.code
),
counted as (
  select
    c.*,
    closed.outcome as heard
  from chosen c
  left join closed
    on closed.call_key = c.call_key
),
-- Calls of which nothing was heard before their session went on or ended: see the view.
ended as (
  select distinct
    c.call_key
  from counted c
  join endings e
    on e.session_id = c.session_id
    and (e.of_all or e.agent_id is not distinct from c.agent_id)
    and e.ts >= c.ts
    and e.ts < c.ts + interval '24 hours'
  where c.heard is null
    and e.ts <= cast($as_of as timestamptz)
),
became as (
  select
    c.*,
    case
      when c.heard is not null then c.heard
      when ended.call_key is not null then 'interrupted'
      when c.ts + interval '24 hours' <= cast($as_of as timestamptz) then 'unknown'
      else 'open'
    end as outcome
  from counted c
  left join ended
    on ended.call_key = c.call_key
)
select
  b.fingerprint,
  cast(count(*) as int) as calls,
  cast(count(distinct b.session_id) as int) as sessions,
  cast(sum(case when b.outcome = 'ok' then 1 else 0 end) as int) as ok,
  cast(sum(case when b.outcome = 'failed' then 1 else 0 end) as int) as failed,
  cast(sum(case when b.outcome in ('refused', 'denied', 'classifier_denied', 'interrupted') then 1 else 0 end) as int) as stopped,
  cast(min(t.kinds) as int) as kinds
from became b
join top t
  on t.fingerprint = b.fingerprint
group by b.fingerprint
order by calls desc, b.fingerprint
