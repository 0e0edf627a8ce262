-- In how many sessions was each kind of call?
-- Calls from before the install are among them.
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
)
select
  fingerprint,
  cast(count(*) as int) as sessions
from (
  select distinct
    coalesce(c.fingerprint, c.tool_name, '') as fingerprint,
    c.session_id
  from windows w
  join recorded_calls c
    on c.ts >= w.since
    and c.ts < w.until
  where c.ts <= cast($as_of as timestamptz)
    and (cast($session as text) is null or c.session_id = cast($session as text))
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
) pairs
group by fingerprint
order by sessions desc, fingerprint
