-- Which kinds of call were most frequent, and what became of them?
-- Calls from before the install are among them.
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
),
-- The codes are joined although the number would do: so an engine expects few rows of these, and
-- gathers them for the join with the calls, not the wide rows of the calls themselves.
closed as (
  select
    strongest.call_key,
    codes.code
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
    coalesce(c.fingerprint, c.tool_name, '') as fingerprint,
    closed.code as heard
  from windows w
  join recorded_calls c
    on c.ts >= w.since
    and c.ts < w.until
  left join closed
    on closed.call_key = c.call_key
  where c.ts <= cast($as_of as timestamptz)
    and (cast($session as text) is null or c.session_id = cast($session as text))
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
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
-- Outcomes by number, see `outcome_codes`: 0 is open.
became as (
  select
    c.fingerprint,
    case
      when c.heard is not null then c.heard
      when ended.call_key is not null then 6
      when c.ts + interval '24 hours' <= cast($as_of as timestamptz) then 7
      else 0
    end as code
  from counted c
  left join ended
    on ended.call_key = c.call_key
)
select
  fingerprint,
  cast(count(*) as int) as calls,
  cast(count(*) filter (where code = 0) as int) as open,
  cast(count(*) filter (where code = 1) as int) as ok,
  cast(count(*) filter (where code = 2) as int) as failed,
  cast(count(*) filter (where code = 3) as int) as refused,
  cast(count(*) filter (where code = 4) as int) as denied,
  cast(count(*) filter (where code = 5) as int) as classifier_denied,
  cast(count(*) filter (where code = 6) as int) as interrupted,
  cast(count(*) filter (where code = 7) as int) as unknown
from became
group by fingerprint
order by calls desc, fingerprint
