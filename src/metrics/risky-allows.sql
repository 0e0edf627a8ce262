-- Which calls that may do harm ran without anybody being asked, by what they may do?
-- A call with several risks stands in the row of the first in the order of the list.
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
),
allowed as (
  select
    c.id,
    c.ts,
    c.session_id,
    c.tier,
    coalesce(c.fingerprint, c.tool_name, '') as fingerprint,
    coalesce(c.subject, '') as subject,
    coalesce(c.rule, '') as rule,
    risks.risk
  from windows w
  join calls c
    on c.ts >= w.since
    and c.ts < w.until
  join (
    select
      r.entry_key,
      min(
        case r.risk
          when 'secret_read' then '0secret_read'
          when 'pipe_to_shell' then '1pipe_to_shell'
          when 'whole_disk' then '2whole_disk'
          when 'production' then '3production'
          when 'publish' then '3publish'
          when 'force_push' then '4force_push'
          when 'privilege' then '4privilege'
          when 'recursive_delete' then '5recursive_delete'
          when 'startup_write' then '6startup_write'
          when 'open_permissions' then '6open_permissions'
          when 'discards_work' then '7discards_work'
          when 'upload' then '8upload'
          else '8network_listener'
        end
      ) as risk
    from entry_risks r
    -- What runs code that nobody read is most of a developer's day: it is told where a chain
    -- shows where the code came from.
    where r.risk in ('secret_read', 'pipe_to_shell', 'whole_disk', 'production', 'publish', 'force_push', 'privilege', 'recursive_delete', 'startup_write', 'open_permissions', 'discards_work', 'upload', 'network_listener')
    group by r.entry_key
  ) risks
    on risks.entry_key = c.entry_key
  where c.decision = 'allow'
    and c.ts <= cast($as_of as timestamptz)
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
    and (cast($session as text) is null or c.session_id = cast($session as text))
),
ranked as (
  select
    a.*,
    row_number() over (partition by a.risk, a.fingerprint order by a.ts desc, a.id desc) as place
  from allowed a
)
select
  max(substr(risk, 2)) as risk,
  fingerprint,
  cast(count(*) as int) as calls,
  cast(count(distinct session_id) as int) as sessions,
  cast(extract(epoch from max(ts)) * 1000 as double precision) as last_ms,
  max(case when place = 1 then subject end) as example,
  max(case when place = 1 then rule end) as rule,
  max(case when place = 1 then tier end) as tier
from ranked
group by ranked.risk, fingerprint
order by min(ranked.risk), calls desc, fingerprint
