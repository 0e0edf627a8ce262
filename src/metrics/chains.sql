-- What was written or fetched in a session and then run in it, without anybody being asked?
-- Known by the file's name, within an hour; no single call shows it.
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
),
-- Calls that run code by its file, and ran.
run as (
  select
    c.id,
    c.call_key,
    c.ts,
    c.session_id,
    c.project,
    c.decision,
    coalesce(c.rule, '') as rule,
    coalesce(c.subject, '') as subject
  from windows w
  join calls c
    on c.ts >= w.since
    and c.ts < w.until
  where c.decision in ('allow', 'passthrough', 'error_passthrough')
    -- Not a bare condition: of that an engine makes a join that gathers all calls first.
    and coalesce(c.entry_key in (select r.entry_key from entry_risks r where r.risk = 'unread_code'), false)
    and c.session_id <> ''
    and c.ts <= cast($as_of as timestamptz)
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
    and (cast($session as text) is null or c.session_id = cast($session as text))
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
      and o.call_key in (select call_key from run)
    group by o.call_key
  ) strongest
  join outcome_codes codes
    on codes.code = strongest.code
),
ran as (
  select
    r.*
  from run r
  left join closed
    on closed.call_key = r.call_key
  where r.call_key not in (select p.call_key from prompts p where p.ts <= cast($as_of as timestamptz))
    and case
      when r.decision = 'allow' then coalesce(closed.outcome, 'ok') not in ('refused', 'denied', 'classifier_denied', 'interrupted')
      else coalesce(closed.outcome, '') in ('ok', 'failed')
    end
),
-- What may have left a file there: by its own tool, by redirection, from the network. Of a fetch
-- counts where it was put, or the address where that names the file.
source as (
  select
    c.id,
    c.ts,
    c.session_id,
    case when c.fetches then 'fetch_then_run' else 'write_then_run' end as chain,
    c.subject,
    case
      when c.tool_name = 'Write' then c.subject
      else split_part(ltrim(coalesce(nullif(split_part(c.line, '>', 2), ''), split_part(c.line, '>', 3))), ' ', 1)
    end || case
      when not c.fetches then ''
      else ' ' || split_part(split_part(c.line, ' -o ', 2), ' ', 1)
        || ' ' || split_part(split_part(c.line, ' --output ', 2), ' ', 1)
        || ' ' || split_part(split_part(c.line, ' -O ', 2), ' ', 1)
        || ' ' || case when c.wgets or c.line like '% -_O %' or c.line like '% -__O %' or c.line like '% -___O %' or c.line like '%--remote-name%' then split_part(split_part(c.line, '://', 2), ' ', 1) else '' end
    end as words
  from (
    select
      c.*,
      replace(c.subject, chr(10), ' ') as line,
      c.entry_key in (select p.entry_key from entry_programs p where p.program in ('curl', 'wget', 'aria2c')) as fetches,
      c.entry_key in (select p.entry_key from entry_programs p where p.program in ('wget', 'aria2c')) as wgets
    from calls c
    where c.tool_name in ('Write', 'Bash')
      and c.decision <> 'deny'
      and c.session_id in (select ran.session_id from ran)
      and c.ts >= (select min(since) from windows) - interval '1 hour'
      and c.ts <= cast($as_of as timestamptz)
  ) c
  where c.fetches
    or c.tool_name = 'Write'
    or c.subject like '%>%'
),
left_there as (
  select distinct
    s.id,
    regexp_replace(s.word, '^.*/', '') as word
  from (
    select
      id,
      unnest(regexp_split_to_array(words, '[^A-Za-z0-9_./-]+')) as word
    from source
  ) s
),
started as (
  select distinct
    r.id,
    regexp_replace(r.word, '^.*/', '') as word
  from (
    select
      id,
      unnest(regexp_split_to_array(subject, '[^A-Za-z0-9_./-]+')) as word
    from ran
  ) r
),
-- A script by its ending: `install` and `run` are words of every second line, and data is read.
linked as (
  select
    s.chain,
    l.word as file,
    r.session_id,
    r.project,
    s.ts as left_ts,
    s.id as left_id,
    s.subject as left_subject,
    r.ts,
    r.id,
    r.subject,
    r.decision,
    r.rule,
    row_number() over (partition by r.id, l.word order by s.ts desc, s.id desc) as place
  from ran r
  join started t
    on t.id = r.id
  join left_there l
    on l.word = t.word
  join source s
    on s.id = l.id
    and s.session_id = r.session_id
    and s.ts < r.ts
    and s.ts >= r.ts - interval '1 hour'
  where l.word like '_%.%_'
    and lower(regexp_replace(l.word, '^.*[.]', '')) in ('sh', 'bash', 'zsh', 'fish', 'py', 'js', 'mjs', 'cjs', 'ts', 'mts', 'rb', 'pl', 'php', 'ps1', 'lua', 'jar', 'run', 'bin', 'command', 'appimage')
),
ranked as (
  select
    k.*,
    row_number() over (partition by k.chain, k.session_id, k.file order by k.ts, k.id) as turn
  from linked k
  where k.place = 1
)
select
  chain,
  file,
  session_id,
  max(case when turn = 1 then project end) as project,
  cast(count(*) as int) as runs,
  cast(extract(epoch from min(case when turn = 1 then left_ts end)) * 1000 as double precision) as left_ms,
  max(case when turn = 1 then left_subject end) as left_subject,
  cast(extract(epoch from min(ts)) * 1000 as double precision) as run_ms,
  max(case when turn = 1 then subject end) as run_subject,
  max(case when turn = 1 then rule end) as rule
from ranked
group by chain, session_id, file
order by chain, run_ms, session_id, file
