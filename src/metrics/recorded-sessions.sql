-- Which sessions of the window have calls on record, and since when does the hook record?
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
),
recording as (
  select
    cast(extract(epoch from min(e.ts)) * 1000 as double precision) as recording_ms
  from entries e
  where e.event = 'PreToolUse'
    and e.source = 'live'
    and e.ts <= cast($as_of as timestamptz)
)
select
  c.session_id,
  cast(extract(epoch from min(c.ts)) * 1000 as double precision) as first_ms,
  recording.recording_ms
from windows w
join calls c
  on c.ts >= w.since
  and c.ts < w.until
cross join recording
where c.ts <= cast($as_of as timestamptz)
  and c.session_id <> ''
group by c.session_id, recording.recording_ms
order by first_ms, c.session_id
