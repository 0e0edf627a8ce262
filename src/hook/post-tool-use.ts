import type { Entry } from "../model/entry.ts";
import type { Payload } from "../model/payload.ts";
import { resultFields } from "./entry-fields.ts";

/** A call that ran: its result's length and beginning. */
export function postToolUseFields(payload: Payload): Partial<Entry> {
  return {
    tool_success: true,
    ...resultFields(payload.tool_response),
    ...duration(payload),
    outcome: "ok",
    outcome_source: "post",
  };
}

/** A call that started and failed, or was interrupted while it ran. */
export function postToolUseFailureFields(payload: Payload): Partial<Entry> {
  return {
    tool_success: false,
    ...resultFields(payload.error ?? ""),
    ...duration(payload),
    outcome: payload.is_interrupt === true ? "interrupted" : "failed",
    outcome_source: "post",
  };
}

function duration(payload: Payload): Partial<Entry> {
  return payload.duration_ms === undefined ? {} : { tool_duration_ms: payload.duration_ms };
}
