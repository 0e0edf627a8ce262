import * as z from "zod";

const text = z.string().optional().catch(undefined);

/** What became of a recorded call, known only afterwards: a policy never reads it. */
const RECORDED_OUTCOMES = [
  "ok",
  "error",
  "rejected",
  "denied",
  "interrupted",
  "cancelled",
  "unknown",
] as const;
export type RecordedOutcome = (typeof RECORDED_OUTCOMES)[number];

/**
 * One recorded hook event: what Claude Code sent, and beside it what the recorder knew. Every
 * field may be missing, and one of another type counts as missing; the fields of the payload that
 * stand here by no name pass through untouched.
 */
export const RecordedEvent = z.looseObject({
  timestamp: z
    .unknown()
    .optional()
    .describe("ISO 8601 with a zone; without one the event has no time"),
  session_id: text,
  cwd: text,
  hook_event_name: text,
  start_source: text.describe("SessionStart: startup, resume, clear or compact"),
  tool_name: text,
  tool_use_id: text,
  subagent: z.boolean().optional().catch(undefined).describe("made by a subagent, name unknown"),
  outcome: z.enum(RECORDED_OUTCOMES).optional().catch(undefined),
  outcome_at: text.describe("when the result came"),
  outcome_text: text.describe("first 256 characters of the message, where not ok"),
  tool_response_preview: text.describe("PostToolUse: first 256 characters of the result"),
  tool_response_chars: z.int().min(0).optional().catch(undefined).describe("its full length"),
});
export type RecordedEvent = z.infer<typeof RecordedEvent>;

/** The envelope of a logging hook: `{"source", "log", "payload"}`. */
export const WrappedPayload = z.looseObject({ payload: z.looseObject({}) });
