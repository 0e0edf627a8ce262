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
    c.fingerprint_key,
    c.session_key,
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
    c.*,
    case
      when c.heard is not null then c.heard
      when ended.call_key is not null then 6
      when c.ts + interval '24 hours' <= cast($as_of as timestamptz) then 7
      else 0
    end as code
  from counted c
  left join ended
    on ended.call_key = c.call_key
),
-- What became of them, and in how many sessions, apart: to count pairs of texts takes twice as long.
fates as (
  select
    fingerprint,
    min(fingerprint_key) as fingerprint_key,
    count(*) as calls,
    count(*) filter (where code = 0) as open,
    count(*) filter (where code = 1) as ok,
    count(*) filter (where code = 2) as failed,
    count(*) filter (where code = 3) as refused,
    count(*) filter (where code = 4) as denied,
    count(*) filter (where code = 5) as classifier_denied,
    count(*) filter (where code = 6) as interrupted,
    count(*) filter (where code = 7) as unknown
  from became
  group by fingerprint
),
of_sessions as (
  select
    fingerprint_key,
    count(*) as sessions
  from (select distinct fingerprint_key, session_key from counted) pairs
  group by fingerprint_key
)
select
  f.fingerprint,
  cast(f.calls as int) as calls,
  cast(s.sessions as int) as sessions,
  cast(f.open as int) as open,
  cast(f.ok as int) as ok,
  cast(f.failed as int) as failed,
  cast(f.refused as int) as refused,
  cast(f.denied as int) as denied,
  cast(f.classifier_denied as int) as classifier_denied,
  cast(f.interrupted as int) as interrupted,
  cast(f.unknown as int) as unknown
from fates f
join of_sessions s
  on s.fingerprint_key = f.fingerprint_key
order by calls desc, f.fingerprint
