-- Which calls that ran came within ten minutes of a denial in the same session, and name what it named?
-- What two texts share is looked for word by word; whether they mean the same target, and whether
-- one program or another reaches for it, is not for SQL to tell. What a person said yes to is none.
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
),
span as (
  select
    min(since) as since,
    max(until) + interval '10 minutes' as until
  from windows
),
stopped as (
  select
    c.call_key,
    c.ts,
    c.session_id
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
-- Whatever else came in those sessions.
others as (
  select
    c.call_key,
    c.ts,
    c.session_id
  from span w
  join calls c
    on c.ts >= w.since
    and c.ts < w.until
  where c.decision <> 'deny'
    and c.decision <> 'ask'
    and c.decision <> 'none'
    and c.ts <= cast($as_of as timestamptz)
    -- Not a bare condition: of that an engine makes a join that gathers all calls first.
    and coalesce(c.session_id in (select session_id from stopped), false)
    and not c.interactive
),
followed as (
  select
    s.call_key as denied_key,
    o.call_key
  from stopped s
  join others o
    on o.session_id = s.session_id
    and o.ts > s.ts
    and o.ts <= s.ts + interval '10 minutes'
),
-- The calls of such pairs, whole.
nearby as (
  select
    e.id,
    e.entry_key,
    e.ts,
    e.session_id,
    e.call_key,
    e.project,
    e.cwd,
    e.tool_name,
    e.tool_input,
    e.subject,
    e.fingerprint,
    e.tier,
    e.decision,
    e.rule,
    e.rule_id
  from span w
  join entries e
    on e.ts >= w.since
    and e.ts < w.until
  where e.is_call
    and coalesce(e.tool_name, '') not in ('AskUserQuestion', 'ExitPlanMode')
    and e.call_key in (select denied_key from followed union select call_key from followed)
),
-- What each says: its line, and where that is no line its input too.
texts as (
  select
    call_key,
    case
      when tool_name in ('Bash', 'WebFetch') then coalesce(subject, '')
      else coalesce(subject, '') || ' ' || coalesce(tool_input, '')
    end as words
  from nearby
),
-- What the denied ones name, word by word: few, because denials are.
split as (
  select
    call_key,
    unnest(regexp_split_to_array(words, '[^A-Za-z0-9_./-]+')) as word
  from texts
  where call_key in (select denied_key from followed)
),
-- A path by its last name, a URL by its host.
named as (
  select
    call_key,
    regexp_replace(regexp_replace(word, '/+$', ''), '^.*/', '') as word
  from split
  where word not like '-%'
  union
  select
    call_key,
    split_part(word, '/', 3) as word
  from split
  where word like '//%'
),
-- Most of what came after holds no such word anywhere: only the rest is looked at closely.
likely as (
  select
    f.denied_key,
    f.call_key,
    d.word,
    l.words
  from followed f
  join named d
    on d.call_key = f.denied_key
  join texts l
    on l.call_key = f.call_key
  where char_length(d.word) >= 3
    and position(d.word in l.words) > 0
),
-- The names of it in one text, as above: flags taken away, hosts set apart, then what leads to a
-- path's last name and slashes at its end taken away. Many calls say the same: each text is looked at once.
told as (
  select
    words,
    ' ' || regexp_replace(
      regexp_replace(
        regexp_replace(
          regexp_replace(
            regexp_replace(words, '[^A-Za-z0-9_./-]+', ' ', 'g'),
            '(^| )-[A-Za-z0-9_./-]*', '\1', 'g'
          ),
          '(^| )//([A-Za-z0-9_.-]+)', '\1\2 ', 'g'
        ),
        '[A-Za-z0-9_./-]*/([A-Za-z0-9_.-])', '\1', 'g'
      ),
      '/+( |$)', '\1', 'g'
    ) || ' ' as names
  from (select distinct words from likely) texts
),
risky as (
  select distinct
    e.call_key
  from nearby e
  join entry_risks r
    on r.entry_key = e.entry_key
  where r.risk = 'secret_read'
),
paired as (
  select
    l.denied_key,
    l.call_key
  from likely l
  join told t
    on t.words = l.words
  where position(' ' || l.word || ' ' in t.names) > 0
  union
  select
    f.denied_key,
    f.call_key
  from followed f
  join risky d
    on d.call_key = f.denied_key
  join risky l
    on l.call_key = f.call_key
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
    and p.ts >= (select min(since) from windows)
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
join nearby d
  on d.call_key = p.denied_key
join nearby l
  on l.call_key = p.call_key
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
