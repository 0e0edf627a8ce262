import type { TranscriptAnswer } from "../claude/transcript-calls.ts";
import { redact } from "../files/redact.ts";
import type { CallFacts } from "../model/call-facts.ts";
import type { Entry } from "../model/entry.ts";
import { ANSWERS } from "../model/transcript-answers.ts";
import type { APPROVALS, OUTCOMES } from "../model/words.ts";
import { VERSION } from "../version.ts";
import type { KnownCall } from "../warehouse/calls.ts";

/** What a transcript says of a call that no hook event closed. */
export interface Reconciliation {
  readonly id: string;
  /** ISO 8601 UTC. */
  readonly timestamp: string;
  readonly outcome: "refused" | "denied" | "interrupted";
}

/**
 * The entry that closes a call after the fact, made from the call's own PreToolUse entry: what
 * the call was stays, what we decided about it does not. Nobody let a refused or denied call
 * run; who let an interrupted one run cannot be told.
 */
export function reconciledEntry(call: Entry, found: Reconciliation): Entry {
  const {
    rule_matched,
    rule,
    rule_id,
    rule_kind,
    rule_source,
    rules_used,
    passthrough_reason,
    near_misses,
    llm_score,
    llm_reasoning,
    llm_latency_ms,
    llm_provider,
    llm_model,
    llm_error,
    llm_tokens_in,
    llm_tokens_out,
    shortened,
    ...facts
  } = call;
  return {
    ...facts,
    id: found.id,
    timestamp: found.timestamp,
    event: "Reconciled",
    tier: "none",
    decision: "none",
    hook_ms: 0,
    outcome: found.outcome,
    outcome_source: "transcript",
    approval: found.outcome === "interrupted" ? "unknown" : "none",
  };
}

type Approval = (typeof APPROVALS)[number];

/** What an answer adds to what the log shows of a call. */
export interface Addition {
  /** `contradicts`: we denied it, and it ran. */
  readonly verdict: "adds" | "nothing_new" | "contradicts";
  readonly approval: Approval;
  /** False where it names a user's approval that the log does not show. */
  readonly believed: boolean;
}

/**
 * Transcripts lie where an agent can write. So an approval by the user is believed only where the
 * log shows that somebody was asked and that the call ran; else who allowed it is unknown. A
 * refusal is believed: it takes an approval away.
 */
export function reconciliationOf(call: KnownCall, answer: TranscriptAnswer): Addition {
  const { approval } = ANSWERS[answer.kind];
  const byUser = approval === "user" || approval === "user_once" || approval === "user_always";
  const believed = !byUser || (call.prompted && call.ran);
  const shown = believed ? approval : "unknown";
  const ended = answer.outcome === "ok" || answer.outcome === "failed";
  if (call.decision === "deny") {
    return { verdict: ended ? "contradicts" : "nothing_new", approval: shown, believed };
  }
  const nothingNew = answer.kind === "unsaid" && call.ran;
  return { verdict: nothingNew ? "nothing_new" : "adds", approval: shown, believed };
}

/** Who writes the entry that closes a call, when, and what it says. */
export interface Closing {
  readonly id: string;
  /** ISO 8601 UTC. */
  readonly timestamp: string;
  readonly host: string;
  readonly user: string;
  readonly source: "live" | "import";
  readonly outcome: (typeof OUTCOMES)[number];
  readonly approval: Approval;
  readonly resultBytes?: number;
}

/** The entry that closes a call of the log, made from what the log keeps of it. */
export function closingEntry(facts: CallFacts, closing: Closing): Entry {
  const { outcome, resultBytes } = closing;
  const ended = outcome === "ok" || outcome === "failed";
  return {
    v: 1,
    id: closing.id,
    host: closing.host,
    user: closing.user,
    hook_version: VERSION,
    timestamp: closing.timestamp,
    event: "Reconciled",
    ...facts,
    // Older lines were not redacted when they were written.
    cwd: redact(facts.cwd ?? ""),
    tier: "none",
    decision: "none",
    ...(ended ? { tool_success: outcome === "ok" } : {}),
    ...(resultBytes === undefined || !ended ? {} : { tool_result_length: resultBytes }),
    outcome,
    outcome_source: "transcript",
    approval: closing.approval,
    policy_sha256: "",
    policy_state: "current",
    hook_ms: 0,
    source: closing.source,
  };
}
