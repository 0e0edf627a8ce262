import type { DuckDBConnection } from "@duckdb/node-api";
import { PastCallRow } from "../model/past-call-row.ts";
import type { Window } from "../model/window.ts";

/** Which calls of the log to hand out. */
export interface PastScope {
  readonly window: Pick<Window, "since" | "until">;
  /** ISO 8601 UTC: nothing later is looked at. */
  readonly asOf: string;
  readonly project: string | null;
  readonly tool: string | null;
  /** No more than so many, any of them: whether there are more is all that it is good for. */
  readonly most?: number | undefined;
}

export type PastCalls = "all" | "stopped" | "asked" | "uncovered";

/**
 * The calls of a window, oldest first, each with what its entry holds of its input and with what
 * was heard of its end. `stopped`: only those that were denied, scored RED or refused. `asked`: only
 * those without an opinion of ours at which Claude Code was about to prompt. `uncovered`: only those that
 * no rule decided on.
 */
export async function pastCalls(
  connection: DuckDBConnection,
  scope: PastScope,
  which: PastCalls,
): Promise<PastCallRow[]> {
  const found = await connection.runAndReadAll(SQL, {
    since: scope.window.since,
    until: scope.window.until,
    as_of: scope.asOf,
    project: scope.project,
    tool: scope.tool,
    stopped: which === "stopped",
    asked: which === "asked",
    uncovered: which === "uncovered",
    most: scope.most ?? null,
  });
  return found.getRowObjectsJson().map((row) => PastCallRow.parse(row));
}

const SQL = `
with wanted as (
  select c.*, e.tool_input, e.input_chars, e.subject_complete, e.fingerprint_version,
    e.policy_sha256, e.permission_mode as mode
  from calls c
  join entries e on e.id = c.id and e.event = 'PreToolUse' and e.is_first
  where c.ts >= cast($since as timestamptz)
    and c.ts < cast($until as timestamptz)
    and c.ts <= cast($as_of as timestamptz)
    and (cast($project as text) is null or c.project = cast($project as text))
    and (cast($tool as text) is null or c.tool_name = cast($tool as text))
    and (
      not cast($asked as boolean)
      or (
        c.decision in ('passthrough', 'error_passthrough')
        and c.call_key in (select p.call_key from prompts p where p.ts <= cast($as_of as timestamptz))
      )
    )
    and (
      not cast($uncovered as boolean)
      or c.decision in ('passthrough', 'error_passthrough')
      or c.tier = 'llm'
    )
  limit cast($most as bigint)
),
closed as (
  select strongest.call_key, codes.outcome
  from (
    select o.call_key, min(o.evidence) % 10 as code
    from outcomes o
    where o.ts <= cast($as_of as timestamptz)
      and o.call_key in (select call_key from wanted)
    group by o.call_key
  ) strongest
  join outcome_codes codes on codes.code = strongest.code
),
prompted as (
  select p.call_key
  from prompts p
  where p.ts <= cast($as_of as timestamptz)
),
known as (
  select count(*) > 0 as on_record
  from prompted
),
risky as (
  select entry_key, list(risk order by risk) as risks
  from entry_risks
  where entry_key in (select entry_key from wanted)
  group by entry_key
),
running as (
  select entry_key, list(program order by program) as programs
  from entry_programs
  where entry_key in (select entry_key from wanted)
  group by entry_key
)
select
  w.id,
  cast(epoch_ms(w.ts) as double) as at_ms,
  w.session_id,
  w.tool_name,
  w.fingerprint,
  w.fingerprint_version,
  w.subject,
  w.subject_complete,
  w.tool_input,
  w.input_chars,
  w.cwd,
  w.project,
  w.mode,
  w.attended,
  w.tier,
  w.decision,
  w.rule,
  w.rule_id,
  w.rule_source,
  w.passthrough_reason,
  w.native,
  -- Where no prompt was ever recorded, and of imported calls, it is not known.
  case
    when w.source = 'import' or not known.on_record then null
    else prompted.call_key is not null
  end as prompted,
  w.llm_score,
  w.policy_sha256,
  w.source,
  closed.outcome,
  risky.risks,
  running.programs
from wanted w
cross join known
left join prompted on prompted.call_key = w.call_key
left join closed on closed.call_key = w.call_key
left join risky on risky.entry_key = w.entry_key
left join running on running.entry_key = w.entry_key
where not cast($stopped as boolean)
  or w.decision = 'deny'
  or w.llm_score = 'RED'
  or closed.outcome in ('refused', 'classifier_denied')
order by w.ts, w.id`;
