/**
 * A trial call as Claude Code would tell it. The hook knows it by its session: it judges it,
 * writes its entry with source `canary`, and asks no model; nothing counts it.
 */
export interface Canary {
  readonly sessionId: string;
  /** What the hook reads. */
  readonly payload: string;
}

/** `seed`: what no other trial call has. */
export function canaryOf(seed: string): Canary {
  const sessionId = `claude-permit-canary-${seed}`;
  const payload = JSON.stringify({
    session_id: sessionId,
    transcript_path: "",
    cwd: "/",
    permission_mode: "default",
    hook_event_name: "PreToolUse",
    tool_name: "Bash",
    tool_input: { command: "true" },
    tool_use_id: "toolu_canary",
  });
  return { sessionId, payload };
}
