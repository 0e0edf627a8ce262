import * as z from "zod";
import { ChangeCause } from "./history.ts";
import { RuleTable } from "./rule.ts";
import { RULE_KINDS, RULE_SOURCES, SCORES } from "./words.ts";

/**
 * Lines of `pending-rules.jsonl`: what became of each call that a rule may be learned from. Only
 * appended to; a pending rule is what all lines with its `rule_id` say together. Tolerant objects:
 * a newer version may have written more. `at` is ISO 8601 UTC, when the line was written.
 */
const line = { v: z.literal(1), at: z.string() };

/** A call that was put before the user, or that the model allowed: nothing is confirmed yet. */
export const StashedLine = z.object({
  ...line,
  kind: z.literal("stashed"),
  stash: z.string().describe("id of the PreToolUse entry"),
  session_id: z.string(),
  agent_id: z.string().optional().describe("absent for the session's own calls"),
  tool_use_id: z.string(),
  tool_name: z.string(),
  input_mac: z.string().describe("keyed hash of the input, as in the entry"),
  input: z
    .record(z.string(), z.unknown())
    .describe("what the rule is judged by again; nothing that looks like a secret"),
  cwd: z.string(),
  project_root: z.string(),
  rule_id: z.string().describe("of the rule that would be learned"),
  rule: RuleTable.describe("the rule, without a name and without where it comes from"),
  score: z.enum(SCORES),
  reasoning: z.string(),
  fingerprint: z.string(),
  subject: z.string().describe("redacted, as in the entry; shortened"),
  proposal_used: z.boolean().describe("whether the rule is the model's own proposal"),
  policy_sha256: z.string(),
});
export type StashedLine = z.infer<typeof StashedLine>;

/** Why a rule was not learned. */
export const DoubtRecord = z.object({
  kind: z.enum(["own_call", "past_call", "collides", "deny_promote"]),
  detail: z.string(),
  rule: z.string().nullable().describe("the rule in the way, as it is called"),
  rule_id: z.string().optional(),
  rule_kind: z.enum(RULE_KINDS).optional(),
  rule_source: z.enum(RULE_SOURCES).optional(),
  entry: z.string().nullable().describe("the call in the way"),
});
export type DoubtRecord = z.infer<typeof DoubtRecord>;

/** A promotion that has begun: all that its steps need, so that anybody can finish it. */
export const PromotingLine = z.object({
  ...line,
  kind: z.literal("promoting"),
  rule_id: z.string(),
  entry: z.string().describe("id of the Promotion entry"),
  stash: z.string().nullable().describe("the call that it was tried on last"),
  table: RuleTable.describe("as it is written, with its name and where it comes from"),
  stashes: z.array(z.string()).describe("the calls that it rests on"),
  session_id: z.string(),
  cwd: z.string(),
  fingerprint: z.string(),
  cause: ChangeCause,
});
export type PromotingLine = z.infer<typeof PromotingLine>;

/** A promotion that the gate stopped; `stash` is the call that it was tried on. */
export const BlockedLine = z.object({
  ...line,
  kind: z.literal("blocked"),
  rule_id: z.string(),
  entry: z.string().describe("id of the Promotion entry"),
  stash: z.string(),
  doubt: DoubtRecord,
});
export type BlockedLine = z.infer<typeof BlockedLine>;

/** A learned rule that is being taken away, in the same manner. */
export const RemovingLine = z.object({
  ...line,
  kind: z.literal("removing"),
  rule_id: z.string(),
  rule: RuleTable.describe("as it was written"),
  removal: z.string().describe("id of the removal"),
  cause: ChangeCause,
});
export type RemovingLine = z.infer<typeof RemovingLine>;

export const PendingLine = z.discriminatedUnion("kind", [
  StashedLine,
  z.object({
    ...line,
    kind: z.literal("prompted"),
    stash: z.string(),
    entry: z.string().describe("the PermissionRequest entry"),
  }),
  z.object({
    ...line,
    kind: z.literal("confirmed"),
    stash: z.string(),
    by: z.enum(["user", "model"]).describe("model: it said GREEN, and the call ran"),
    entry: z.string().describe("the PostToolUse or PostToolUseFailure entry"),
  }),
  z.object({
    ...line,
    kind: z.literal("refused"),
    stash: z.string(),
    how: z.enum(["batch", "classifier", "rewritten", "not_asked"]),
  }),
  z.object({
    ...line,
    kind: z.literal("refuted"),
    stash: z.string(),
    by: z.string().describe("who decided, as the transcript tells it"),
  }),
  z.object({ ...line, kind: z.literal("dropped"), rule_id: z.string(), by: z.string() }),
  PromotingLine,
  z.object({
    ...line,
    kind: z.literal("promoted"),
    rule_id: z.string(),
    entry: z.string().describe("the Promotion entry"),
  }),
  BlockedLine,
  z.object({
    ...line,
    kind: z.literal("noted"),
    entry: z.string().describe("the Promotion entry of a block, now in the log"),
  }),
  RemovingLine,
  z.object({
    ...line,
    kind: z.literal("removed"),
    rule_id: z.string(),
    removal: z.string(),
    why: ChangeCause.shape.why,
  }),
  z.object({
    ...line,
    kind: z.literal("told"),
    notice: z.string().describe("id of the promotion or removal that a user was told of"),
  }),
]);
export type PendingLine = z.infer<typeof PendingLine>;
