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
  host: z.string().describe("machine that made it; with the key it is the Message-ID"),
  created_at: z.string(),
  expires_at: z.string().describe("after this it is dead, not sent"),
  subject: z.string(),
  severity: z.enum(["red", "amber", "green", "none"]),
  text: z.string(),
  html: z.string().nullable().describe("mail markup; null for channels that take text"),
  files: z.array(z.strictObject({ name: z.string(), content: z.string() })),
  payload: z
    .string()
    .nullable()
    .default(null)
    .describe("JSON for slack (its blocks) and webhook (the report); else null"),
  thread: z.string().describe("messages with the same thread belong together"),
});
export type Message = z.infer<typeof Message>;

/** A message in the outbox with what happened to it so far: one file of `outbox/`. */
export const QueuedMessage = z.strictObject({
  message: Message,
  attempts: z.int().min(0),
  not_before: z.string().describe("no attempt earlier than this; ISO 8601 UTC"),
  failures: z
    .array(z.strictObject({ at: z.string(), reason: z.string(), message: z.string() }))
    .describe("the last ten, newest last"),
});
export type QueuedMessage = z.infer<typeof QueuedMessage>;
