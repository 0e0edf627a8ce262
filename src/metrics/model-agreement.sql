-- What became of the calls that the model was asked about, by what it said?
-- Whoever was asked, by us or by Claude Code, said yes where the call ran and nothing tells that
-- somebody else let it. That a call ran is no yes of a person who was not asked.
with windows as (
  select
    unnest(cast($starts as timestamptz[])) as since,
    unnest(cast($ends as timestamptz[])) as until
),
asked as (
  select
    c.call_key,
    coalesce(c.llm_score, 'none') as verdict,
    case when p.call_key is not null or (c.decision = 'ask' and c.attended) then 1 else 0 end as prompted
  from windows w
  join calls c
    on c.ts >= w.since
    and c.ts < w.until
  left join prompts p
    on p.call_key = c.call_key
    and p.ts <= cast($as_of as timestamptz)
  where (c.llm_score is not null or c.llm_error is not null or c.llm_latency_ms is not null)
    and c.ts <= cast($as_of as timestamptz)
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
),
heard as (
  select
    o.call_key,
    min(o.evidence) % 10 as code,
    max(case when o.approval in ('hook', 'config', 'classifier') then 1 else 0 end) as by_others
  from outcomes o
  where o.call_key in (select call_key from asked)
    and o.ts <= cast($as_of as timestamptz)
    and o.ts >= (select min(since) from windows)
  group by o.call_key
),
became as (
  select
    a.verdict,
    a.prompted,
    coalesce(codes.outcome in ('ok', 'failed'), false) as ran,
    coalesce(codes.outcome, 'open') as outcome,
    coalesce(h.by_others, 0) as by_others
  from asked a
  left join heard h
    on h.call_key = a.call_key
  left join outcome_codes codes
    on codes.code = h.code
)
select
  verdict,
  cast(count(*) as int) as calls,
  cast(sum(case when ran then 1 else 0 end) as int) as ran,
  cast(sum(case when outcome = 'failed' then 1 else 0 end) as int) as failed,
  cast(sum(case when outcome = 'refused' then 1 else 0 end) as int) as refused,
  cast(sum(prompted) as int) as prompted,
  cast(sum(case when prompted = 1 and ran and by_others = 0 then 1 else 0 end) as int) as yes,
  cast(sum(case when prompted = 1 and outcome = 'refused' then 1 else 0 end) as int) as no,
  cast(sum(case when prompted = 1 and ran and by_others = 1 then 1 else 0 end) as int) as by_others
from became
group by verdict
order by calls desc, verdict
