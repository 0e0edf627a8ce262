-- What became of the calls? `open` where nothing has been heard yet.
-- Calls from before the install are among them.
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
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
    group by o.call_key
  ) strongest
  join outcome_codes codes
    on codes.code = strongest.code
),
counted as (
  select
    c.call_key,
    c.ts,
    c.session_id,
    c.agent_id,
    closed.outcome as heard
  from windows w
  join recorded_calls c
    on c.ts >= w.since
    and c.ts < w.until
  left join closed
    on closed.call_key = c.call_key
  where c.ts <= cast($as_of as timestamptz)
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
    and (cast($session as text) is null or c.session_id = cast($session as text))
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
  outcome,
  cast(count(*) as int) as calls
from became
group by outcome
order by calls desc, outcome
