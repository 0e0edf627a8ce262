import * as z from "zod";

/**
 * A stretch of a log that stands in `archive/MONTH.parquet`: a line of history/archives.jsonl,
 * written once the archive was read back, and before the lines are removed from the log.
 */
export const ArchivedPart = z.object({
  v: z.literal(1),
  at: z.string(),
  month: z.string().regex(/^\d{4}-\d{2}$/),
  log_key: z.string(),
  file: z.string().describe("the log's name at that time"),
  from: z.int().describe("offset in the log as it was before anything was archived"),
  to: z.int(),
  lines: z.int(),
  sha256: z.string().describe("of the log's bytes from `from` to `to`"),
  rest_key: z
    .string()
    .nullable()
    .describe("what the rest of the log is known by once this part is removed; null for none"),
});
export type ArchivedPart = z.infer<typeof ArchivedPart>;
