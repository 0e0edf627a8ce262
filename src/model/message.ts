import * as z from "zod";

/**
 * A message is complete before it is queued: a channel only carries it. `key` makes sending
 * effectively once: kind, period or episode, channel and recipients' hash.
 */
export const Message = z.strictObject({
  version: z.literal(1),
  key: z.string().regex(/^[a-z0-9._-]{1,180}$/),
  kind: z.enum(["digest", "alert", "notice"]),
  channel: z.string(),
  created_at: z.string(),
  expires_at: z.string().describe("after this it is dead, not sent"),
  subject: z.string(),
  severity: z.enum(["red", "amber", "green", "none"]),
  text: z.string(),
  html: z.string().nullable().describe("mail markup; null for channels that take text"),
  files: z.array(z.strictObject({ name: z.string(), content: z.string() })),
  thread: z.string().describe("messages with the same thread belong together"),
});
export type Message = z.infer<typeof Message>;
