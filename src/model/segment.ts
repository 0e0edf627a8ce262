import * as z from "zod";

/**
 * A stretch of a log that was read once: its lines, its hash, and the rolling hash over all
 * stretches so far, in the order they were read. Kept in history/segments.jsonl, which is not
 * disposable: whoever changes a witnessed line later is found out.
 */
export const Segment = z.object({
  v: z.literal(1),
  at: z.string(),
  log_key: z.string(),
  file: z.string(),
  from: z.int(),
  to: z.int(),
  lines: z.int(),
  total_lines: z.int().describe("of all segments up to this one"),
  sha256: z.string(),
  rolling: z.string().describe("SHA-256 of the rolling hash before and this segment's"),
});
export type Segment = z.infer<typeof Segment>;
