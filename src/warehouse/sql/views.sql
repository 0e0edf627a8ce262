-- Every call once: the first PreToolUse entry of it. Canary and imported lines are not calls.
-- The rule's key stands for texts where many are counted, in half the time. Of two rules with one
-- key a count would be wrong, so nothing is shown by it alone.
create view calls as
select
  id,
  entry_key,
  ts,
  quarter_hour,
  call_key,
  session_id,
  agent_id,
  tool_use_id,
  project,
  cwd,
  tool_name,
  fingerprint,
  subject,
  input_mac,
  call_tier as tier,
  call_decision as decision,
  call_class as class,
  rule,
  rule_id,
  rule_kind,
  -- A rule is known by its id, so that a rename keeps it; older lines have only its name.
  cast(hash(coalesce(rule_kind, call_tier), coalesce(rule_id, rule, call_class)) >> 1 as bigint) as rule_key,
  rule_source,
  passthrough_reason,
  coalesce(tool_name in ('AskUserQuestion', 'ExitPlanMode'), false) as interactive,
  native,
  -- Where nobody said, who started Claude Code tells.
  coalesce(attended, entrypoint not like 'sdk-%', true) as attended,
  coalesce(nullif(permission_mode, ''), 'unknown') as permission_mode,
  mcp_server,
  llm_score,
  llm_error,
  llm_latency_ms,
  llm_provider,
  llm_model,
  llm_tokens_in,
  llm_tokens_out,
  hook_ms,
  source
from entries
where is_call;

-- Calls of ours, and those that were imported from before the install: for what they were and what
-- became of them, never for what we decided. The load sees to it that an imported call which an
-- entry of ours records, too, is not its first.
create view recorded_calls as
select
  id,
  entry_key,
  ts,
  quarter_hour,
  call_key,
  session_id,
  agent_id,
  project,
  tool_name,
  mcp_server,
  fingerprint,
  call_tier as tier,
  call_decision as decision,
  rule,
  rule_id,
  source
from entries
where event = 'PreToolUse'
  and is_first
  and source in ('live', 'replay', 'import');

-- Outcomes by number: what `evidence` ends in.
create view outcome_codes as
select
  *
from (
  values
    (1, 'ok'),
    (2, 'failed'),
    (3, 'refused'),
    (4, 'denied'),
    (5, 'classifier_denied'),
    (6, 'interrupted'),
    (7, 'unknown')
) as codes (code, outcome);

-- Evidence of what became of a call; a call may have several. The least holds: it compares by
-- strength (1 to 6), then by time in ms, and ends in the outcome. Numbers, because the least of a
-- call is found several times as fast as a first row is.
create view outcomes as
select
  call_key,
  ts,
  -- Older logs hold other words.
  case
    when outcome = 'ok' or outcome = 'failed' or outcome = 'refused' then outcome
    when outcome = 'denied' or outcome = 'classifier_denied' or outcome = 'interrupted' then outcome
    else 'unknown'
  end as outcome,
  approval,
  -- Of a Post event, the classifier's refusal or a transcript: the load has made the number.
  evidence
from entries
where evidence is not null
  and is_first
  and call_key is not null
union all
-- A batch names every call that a turn resolved: refused ones have no event of their own. Of one
-- that ran without such an event it is not known how it ended.
select
  call_key,
  ts,
  case when refused then 'refused' else 'unknown' end as outcome,
  case when refused then 'none' else 'unknown' end as approval,
  case
    when refused then (cast(5 as bigint) * 1000000000000000 + cast(extract(epoch from ts) * 1000 as bigint)) * 10 + 3
    else (cast(6 as bigint) * 1000000000000000 + cast(extract(epoch from ts) * 1000 as bigint)) * 10 + 7
  end as evidence
from entry_batch
union all
-- What we denied never ran; a batch or a transcript may call that a refusal, like the user's own.
select
  call_key,
  ts,
  'denied' as outcome,
  'none' as approval,
  (cast(3 as bigint) * 1000000000000000 + cast(extract(epoch from ts) * 1000 as bigint)) * 10 + 4 as evidence
from calls
where decision = 'deny';

-- Moments that close what was heard of no other way: a call still open at the next prompt, stop or
-- end of its session was interrupted. Subagents outlive their session's prompts and stops. Metrics
-- take the first within a day of the call; after a day without any it is unknown. Both are
-- provisional: what is heard later holds.
create view endings as
select
  ts,
  session_id,
  case when event = 'SubagentStop' then agent_id end as agent_id,
  event = 'SessionEnd' as of_all
from entries
where source in ('live', 'replay')
  and session_id <> ''
  and (
    event = 'SessionEnd'
    or (event in ('UserPromptSubmit', 'Stop') and agent_id is null)
    or (event = 'SubagentStop' and agent_id is not null)
  );

-- Calls at which Claude Code was about to prompt, told by its own request.
create view prompts as
select
  call_key,
  min(ts) as ts
from entries
where event = 'PermissionRequest'
  and call_key is not null
group by call_key;
