-- How large is each kind of decision's share of the calls, session by session?
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
),
per_class as (
  select
    c.session_id,
    c.class,
    cast(count(*) as double precision) as k
  from windows w
  join calls c
    on c.ts >= w.since
    and c.ts < w.until
  where c.ts <= cast($as_of as timestamptz)
    and (cast($session as text) is null or c.session_id = cast($session as text))
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
  group by c.session_id, c.class
),
per_session as (
  select
    session_id,
    sum(k) as n
  from per_class
  group by session_id
),
overall as (
  select
    cast(count(*) as int) as sessions,
    sum(n) as n,
    sum(n * n) as nn
  from per_session
)
select
  p.class,
  max(o.sessions) as sessions,
  cast(max(o.n) as int) as n,
  cast(sum(p.k) as int) as k,
  sum(p.k * p.k) as kk,
  sum(p.k * s.n) as kn,
  max(o.nn) as nn
from per_class p
join per_session s
  on s.session_id = p.session_id
cross join overall o
group by p.class
order by k desc, p.class
