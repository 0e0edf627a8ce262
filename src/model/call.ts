/**
 * One tool call as the policy judges it, made from a PreToolUse payload. Nothing is redacted yet:
 * a call never leaves the process.
 */
export interface Call {
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** `default`, `plan`, …; empty where Claude Code did not say. */
  readonly permissionMode: string;
  /** Whether a person can answer a prompt. */
  readonly attended: boolean;
}
