-- Which calls that ran came within ten minutes of a denial in the same session, and name what it named?
-- What two texts share is looked for word by word; whether they mean the same target, and whether
-- one program or another reaches for it, is not for SQL to tell. What a person said yes to is none.
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
),
stopped as (
  select
    c.id,
    c.ts,
    c.session_id,
    c.call_key
  from windows w
  join calls c
    on c.ts >= w.since
    and c.ts < w.until
  where c.decision = 'deny'
    and c.session_id <> ''
    and c.ts <= cast($as_of as timestamptz)
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
    and (cast($session as text) is null or c.session_id = cast($session as text))
),
followed as (
  select
    s.id as denied_id,
    c.id,
    c.call_key
  from stopped s
  join calls c
    on c.session_id = s.session_id
    and c.ts > s.ts
    and c.ts <= s.ts + interval '10 minutes'
  where c.decision in ('allow', 'passthrough', 'error_passthrough')
    and not c.interactive
    and c.ts <= cast($as_of as timestamptz)
),
-- The words of each call once, however many denials it follows.
told as (
  select
    e.id,
    e.fingerprint,
    coalesce(e.subject, '') || case when e.tool_name in ('Bash', 'WebFetch') then '' else ' ' || coalesce(e.tool_input, '') end as words
  from entries e
  where e.event = 'PreToolUse'
    and e.is_first
    and (e.id in (select denied_id from followed) or e.id in (select id from followed))
),
split as (
  select distinct
    id,
    unnest(regexp_split_to_array(words, '[^A-Za-z0-9_./-]+')) as word
  from told
),
-- A path by its last name, a URL by its host.
named as (
  select
    id,
    regexp_replace(regexp_replace(word, '/+$', ''), '^.*/', '') as word
  from split
  where word not like '-%'
  union
  select
    id,
    split_part(word, '/', 3) as word
  from split
  where word like '//%'
),
risky as (
  select distinct
    r.entry_id
  from entry_risks r
  where r.risk = 'secret_read'
    and (r.entry_id in (select denied_id from followed) or r.entry_id in (select id from followed))
),
paired as (
  select
    f.denied_id,
    f.id,
    f.call_key
  from followed f
  join named d
    on d.id = f.denied_id
  join named l
    on l.id = f.id
    and l.word = d.word
  where char_length(d.word) >= 3
  union
  select
    f.denied_id,
    f.id,
    f.call_key
  from followed f
  join risky d
    on d.entry_id = f.denied_id
  join risky l
    on l.entry_id = f.id
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
      and o.call_key in (select call_key from paired)
    group by o.call_key
  ) strongest
  join outcome_codes codes
    on codes.code = strongest.code
),
asked as (
  select
    p.call_key
  from prompts p
  where p.ts <= cast($as_of as timestamptz)
    and p.call_key in (select call_key from paired)
)
select
  d.session_id,
  l.project,
  d.id as denied_id,
  cast(extract(epoch from d.ts) * 1000 as double precision) as denied_ms,
  coalesce(d.tool_name, '') as denied_tool,
  coalesce(d.subject, '') as denied_subject,
  coalesce(d.tool_input, '') as denied_input,
  coalesce(d.cwd, '') as denied_cwd,
  d.tier as denied_tier,
  coalesce(d.rule, '') as denied_rule,
  coalesce(d.rule_id, '') as denied_rule_id,
  l.id,
  cast(extract(epoch from l.ts) * 1000 as double precision) as at_ms,
  coalesce(l.tool_name, '') as tool_name,
  coalesce(l.subject, '') as subject,
  coalesce(l.tool_input, '') as tool_input,
  coalesce(l.cwd, '') as cwd,
  l.decision,
  l.tier,
  coalesce(l.rule, '') as rule,
  coalesce(l.rule_id, '') as rule_id,
  coalesce(closed.outcome, '') as outcome
from paired p
join entries d
  on d.id = p.denied_id
  and d.event = 'PreToolUse'
  and d.is_first
join entries l
  on l.id = p.id
  and l.event = 'PreToolUse'
  and l.is_first
left join closed
  on closed.call_key = p.call_key
where coalesce(d.fingerprint, '') <> coalesce(l.fingerprint, '')
  and p.call_key not in (select asked.call_key from asked)
  -- Without an opinion of ours it counts where it is known to have run.
  and case
    when l.decision = 'allow' then coalesce(closed.outcome, 'ok') not in ('refused', 'denied', 'classifier_denied', 'interrupted')
    else coalesce(closed.outcome, '') in ('ok', 'failed')
  end
order by denied_ms, d.id, at_ms, l.id
