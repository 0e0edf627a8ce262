import * as z from "zod";

const text = z.string().optional().catch(undefined);
const flag = z.boolean().optional().catch(undefined);

/**
 * One line of a transcript of Claude Code. The format is internal to it and changes between
 * versions: every field may be missing, and one of another type counts as missing.
 */
export const TranscriptLine = z.object({
  type: text,
  timestamp: text.describe("ISO 8601, UTC"),
  sessionId: text,
  cwd: text,
  isSidechain: flag.describe("the line is a subagent's"),
  agentId: text,
  entrypoint: text,
  permissionMode: text.describe("on a prompt: the mode from here on"),
  message: z.object({ id: text, content: z.unknown().optional() }).optional().catch(undefined),
  toolUseResult: z.unknown().optional(),
  toolDenialKind: text,
  toolDenialBeforeRun: flag,
  permissionDecision: z
    .object({
      decision: text.describe("accept or reject"),
      source: text,
      reasonType: text,
      reasonCode: text,
      grantScope: text,
    })
    .optional()
    .catch(undefined),
});
export type TranscriptLine = z.infer<typeof TranscriptLine>;

/** A call, in the content of an assistant's message. */
export const ToolUseBlock = z.object({
  type: z.literal("tool_use"),
  id: z.string(),
  name: z.string().min(1),
  input: z.record(z.string(), z.unknown()),
});

/** What the model read in the place of the call's result, in the content of a user's message. */
export const ToolResultBlock = z.object({
  type: z.literal("tool_result"),
  tool_use_id: z.string(),
  content: z.unknown().optional(),
  is_error: flag,
});
export type ToolResultBlock = z.infer<typeof ToolResultBlock>;
