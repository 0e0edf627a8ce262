import type { Payload } from "../model/payload.ts";

/**
 * What we read of a payload: each field where it has the type we know, else as if it were absent.
 * Undefined for what is no JSON object. Agrees with the schema `Payload`, which is too heavy here;
 * a law compares the two.
 */
export function readPayload(value: unknown): Payload | undefined {
  if (!isRecord(value)) return undefined;
  return {
    hook_event_name: text(value["hook_event_name"]),
    session_id: text(value["session_id"]),
    transcript_path: text(value["transcript_path"]),
    cwd: text(value["cwd"]),
    prompt_id: text(value["prompt_id"]),
    permission_mode: text(value["permission_mode"]),
    agent_id: text(value["agent_id"]),
    agent_type: text(value["agent_type"]),
    mcp_server: isRecord(value["mcp_server"])
      ? { name: text(value["mcp_server"]["name"]) }
      : undefined,
    tool_name: text(value["tool_name"]),
    tool_input: isRecord(value["tool_input"]) ? value["tool_input"] : undefined,
    tool_use_id: text(value["tool_use_id"]),
    tool_response: value["tool_response"],
    duration_ms: Number.isFinite(value["duration_ms"]) ? Number(value["duration_ms"]) : undefined,
    error: text(value["error"]),
    is_interrupt: typeof value["is_interrupt"] === "boolean" ? value["is_interrupt"] : undefined,
    tool_calls: Array.isArray(value["tool_calls"]) ? value["tool_calls"] : undefined,
  };
}

/** True for a JSON object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
