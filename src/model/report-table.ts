import * as z from "zod";

const QueryColumn = z.strictObject({
  name: z.string().min(1).describe("as the statement calls it"),
  title: z.string().min(1).max(40).optional().describe("above it; default its name"),
  align: z.enum(["left", "right"]).optional().describe("default right for numbers"),
  unit: z
    .enum(["text", "count", "ratio", "ms", "time", "day"])
    .optional()
    .describe("ratio: 0 to 1; ms: a duration; time, day: an instant; default by its values"),
});
export type QueryColumn = z.infer<typeof QueryColumn>;

/** A section of one's own: a question to the warehouse, and how its answer is shown. */
const OwnQuery = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,39}$/, "use a-z, 0-9 and -, at most 40")
    .describe("what `sections` calls it"),
  title: z.string().min(1).max(60),
  sql: z.string().optional().describe("one select; $since, $until, $as_of, $tz, $project, $tool"),
  file: z
    .string()
    .regex(/^[A-Za-z0-9][\w.-]{0,79}\.sql$/, "name a .sql file that lies beside this one")
    .optional()
    .describe("a file with it, in the same folder"),
  block: z
    .enum(["table", "bars", "figures"])
    .default("table")
    .describe("bars: a label, then numbers; figures: a label, a number, perhaps the one before"),
  columns: z.array(QueryColumn).optional().describe("which, in this order; default all"),
  limit: z.int().min(1).max(500).default(20).describe("rows at most"),
  timeout: z
    .int()
    .min(1)
    .max(600)
    .default(30)
    .describe("seconds after which the statement is stopped"),
  empty: z.string().max(120).default("Nothing.").describe("what to say instead of no rows"),
});
export type OwnQuery = z.infer<typeof OwnQuery>;

/** `reports/<name>.toml`: which window, compared with what, and which sections in which order. */
export const ReportTable = z.strictObject({
  title: z.string().min(1).max(60),
  window: z
    .string()
    .describe(
      "where the command line names none: a span, e.g. last-week, or 7d: from then until now",
    ),
  comparison: z
    .enum(["before", "weeks", "days", "session"])
    .describe(
      "before: with the eight windows before it; weeks, days: eight weeks cut into these; " +
        "session: one session alone, named on the command line",
    ),
  verdict: z.boolean().default(false).describe("whether it opens with a verdict and findings"),
  sections: z.array(z.string()).min(1).describe("names, in order"),
  quiet: z
    .array(z.string())
    .min(1)
    .optional()
    .describe("sections of the short edition, for a window with few calls and nothing to do"),
  query: z.array(OwnQuery).default([]).describe("sections of one's own"),
});
export type ReportTable = z.infer<typeof ReportTable>;
