import * as z from "zod";

const text = z.string().optional().catch(undefined);

/**
 * What Claude Code sends on standard input: only the fields that we read, each of them optional
 * and ignored when it has another type, because the protocol gains fields almost weekly.
 * The hook reads payloads with `hook/read-payload.ts`, which a law holds against this schema.
 */
export const Payload = z.object({
  hook_event_name: text,
  session_id: text,
  transcript_path: text,
  cwd: text,
  prompt_id: text,
  permission_mode: text,
  agent_id: text,
  agent_type: text,
  mcp_server: z.object({ name: text }).optional().catch(undefined),
  tool_name: text,
  tool_input: z.record(z.string(), z.unknown()).optional().catch(undefined),
  tool_use_id: text,
  tool_response: z.unknown().optional(),
  duration_ms: z.number().optional().catch(undefined),
  error: text,
  is_interrupt: z.boolean().optional().catch(undefined),
  tool_calls: z.array(z.unknown()).optional().catch(undefined),
});
export type Payload = z.infer<typeof Payload>;
