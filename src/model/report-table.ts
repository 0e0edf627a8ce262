import * as z from "zod";

/** `reports/<name>.toml`: which window, compared with what, and which sections in which order. */
export const ReportTable = z.strictObject({
  title: z.string().min(1).max(60),
  window: z.string().describe("the span where the command line names none, e.g. last-week"),
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
});
export type ReportTable = z.infer<typeof ReportTable>;
