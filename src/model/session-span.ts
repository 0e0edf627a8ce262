import * as z from "zod";

/** A session and when its calls began and ended, epoch milliseconds. */
export const SessionSpan = z.object({
  session_id: z.string(),
  start_ms: z.number(),
  end_ms: z.number(),
});
export type SessionSpan = z.infer<typeof SessionSpan>;
