import type { RecordedEvent, RecordedOutcome } from "../model/recorded-event.ts";
import { replayedAgentId } from "./replay-id.ts";
import { instantMs } from "./replay-read.ts";

/** A hook payload as Claude Code would send it. */
export type RecordedPayload = Readonly<Record<string, unknown>>;

/** What followed a call, and when, told by its recorded outcome. */
export type FollowUp =
  | { readonly kind: "failure"; readonly atMs: number; readonly payload: RecordedPayload }
  | {
      readonly kind: "reconciled";
      readonly atMs: number;
      readonly outcome: "refused" | "denied" | "interrupted";
    };

const RECONCILED = {
  rejected: "refused",
  denied: "denied",
  interrupted: "interrupted",
  cancelled: "interrupted",
} as const;

/** The payload of a recorded event: without what the recorder knew only afterwards. */
export function payloadOf(event: RecordedEvent): RecordedPayload {
  const {
    timestamp,
    start_source,
    subagent,
    outcome,
    outcome_at,
    outcome_text,
    tool_response_preview,
    tool_response_chars,
    ...payload
  } = event;
  return {
    ...payload,
    ...(start_source === undefined ? {} : { source: start_source }),
    ...(tool_response_preview === undefined ? {} : { tool_response: tool_response_preview }),
    ...(subagent === true && payload["agent_id"] === undefined
      ? { agent_id: replayedAgentId(event.session_id ?? "") }
      : {}),
  };
}

/**
 * The payload of what came after a call. Recordings cut the input there and leave the mode out;
 * Claude Code sends both as with the call, so they are taken from it.
 */
export function payloadAfter(call: RecordedEvent, after: RecordedEvent): RecordedPayload {
  const { outcome, outcome_at, outcome_text, ...common } = call;
  return { ...payloadOf({ ...common, ...after }), tool_input: call["tool_input"] };
}

/**
 * What the recorded outcome says came next; undefined where a row of its own says it (`ok`) or
 * nobody knows. Without `outcome_at` it follows at once, and it never comes before its call.
 */
export function followUpOf(call: RecordedEvent, callMs: number): FollowUp | undefined {
  const outcome: RecordedOutcome = call.outcome ?? "unknown";
  if (outcome === "ok" || outcome === "unknown") return undefined;
  const atMs = Math.max(callMs, instantMs(call.outcome_at) ?? callMs);
  if (outcome !== "error") return { kind: "reconciled", atMs, outcome: RECONCILED[outcome] };
  const payload = {
    ...payloadOf(call),
    hook_event_name: "PostToolUseFailure",
    error: call.outcome_text ?? "",
  };
  return { kind: "failure", atMs, payload };
}
