-- Which rules had allowed anything in the 90 days up to the end of each window?
-- An allowed call may rest on several rules.
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
),
-- By days of UTC, which no span of 90 days lies within: the first and last call of one tell which
-- spans it is of.
used as (
  select
    c.rule_id,
    min(c.ts) as first_ts,
    max(c.ts) as last_ts
  from calls c
  where c.decision = 'allow'
    and c.rule_id is not null
    and c.ts >= (select min(until) - interval '90 days' from windows)
    and c.ts < (select max(until) from windows)
    and c.ts <= cast($as_of as timestamptz)
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
  group by c.rule_id, c.quarter_hour - c.quarter_hour % 96
),
others as (
  select
    u.rule_id,
    c.ts as first_ts,
    c.ts as last_ts
  from (
    select
      c.entry_key,
      c.ts
    from calls c
    where c.decision = 'allow'
      -- Not a bare condition: of that an engine makes a join that gathers all calls first.
      and coalesce(c.entry_key in (select r.entry_key from entry_rules_used r where not r.names_call), false)
      and c.ts >= (select min(until) - interval '90 days' from windows)
      and c.ts < (select max(until) from windows)
      and c.ts <= cast($as_of as timestamptz)
      and (cast($project as text) is null or c.project = cast($project as text))
      and (cast($tool as text) is null or c.tool_name = cast($tool as text))
  ) c
  join entry_rules_used u
    on u.entry_key = c.entry_key
  where not u.names_call
)
select distinct
  cast(extract(epoch from w.since) * 1000 as double precision) as since_ms,
  g.rule_id
from windows w
join (
  select rule_id, first_ts, last_ts from used
  union all
  select rule_id, first_ts, last_ts from others
) g
  on g.last_ts >= w.until - interval '90 days'
  and g.first_ts < w.until
where g.rule_id is not null
order by since_ms, g.rule_id
