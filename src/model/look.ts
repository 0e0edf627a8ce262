import * as z from "zod";

/** A call that a learned rule let run, and what became of it. */
const RuleUse = z.object({
  id: z.string().describe("tool_use_id"),
  at: z.string(),
  outcome: z.enum(["unknown", "failed", "refused"]),
});

/** How far the log was looked through for learning, and what was seen of learned rules. */
export const LookState = z.object({
  v: z.literal(1),
  files: z.record(z.string(), z.int()).describe("log → bytes that were looked through"),
  refused: z.array(z.string()).describe("calls that were refused and not found yet"),
  sought: z.record(z.string(), z.int()).describe("log → bytes in which these were looked for"),
  uses: z
    .record(z.string(), z.object({ last: z.string(), recent: z.array(RuleUse) }))
    .describe("rule_id → when it was last used, and its last calls"),
});
export type LookState = z.infer<typeof LookState>;

/** A call of the log that no learned rule may let run, as it is kept. */
export const PastCallRecord = z.object({
  entryId: z.string(),
  call: z.object({
    tool: z.string(),
    input: z.record(z.string(), z.unknown()),
    permissionMode: z.string(),
    attended: z.boolean(),
  }),
  cwd: z.string(),
  projectRoot: z.string(),
  why: z.enum(["denied", "red", "refused"]),
  complete: z.boolean(),
});
