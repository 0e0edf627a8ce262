import type { Entry } from "../model/entry.ts";

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
