import * as z from "zod";
import {
  APPROVALS,
  DECISIONS,
  NATIVES,
  OUTCOMES,
  PASSTHROUGH_REASONS,
  RULE_KINDS,
  RULE_SOURCES,
  SCORES,
  SOURCES,
  TIERS,
} from "./words.ts";

/** A rule that matched in all clauses but one. */
export const NearMiss = z.object({
  rule: z.string().describe("name of the rule, or its position where it has none"),
  rule_id: z.string().describe("12 hex digits; survives a rename"),
  clause: z.string().describe("the clause that failed, e.g. `fields.command`"),
  found: z.string().describe("what stood there instead, redacted"),
});
export type NearMiss = z.infer<typeof NearMiss>;

const shapes = {
  v: z.literal(1).describe("version of the entry format"),
  id: z.string().describe("ULID of this entry"),
  host: z.string().describe("host name"),
  user: z.string().describe("account name"),
  hook_version: z.string().describe("version of claude-permit that wrote the line"),

  timestamp: z.string().describe("ISO 8601, UTC, milliseconds"),
  event: z.string().describe("hook event, or one of ours: Promotion, Reconciled, Unreadable"),
  session_id: z.string().describe("Claude Code's session; empty where none was sent"),
  cwd: z.string().describe("working directory at that moment; empty where none was sent"),
  project: z.string().describe("last name of the project root"),

  tier: z.enum(TIERS).describe("who decided"),
  decision: z.enum(DECISIONS).describe("what was answered"),

  policy_sha256: z.string().describe("the policy in force; empty where none could be read"),
  policy_state: z.enum(["current", "last_good"]).describe("whether config.toml itself is in force"),
  hook_ms: z.number().describe("milliseconds from the start of our process to this line"),
  source: z.enum(SOURCES).describe("where the line comes from"),
};

const toolShapes = {
  tool_name: z.string().describe("the tool that was called, e.g. Bash"),
  tool_input: z.string().describe("compact JSON of the input, redacted, first 256 characters"),
  subject: z.string().describe("command, path, URL or pattern; redacted, at most 4,096 characters"),
  subject_complete: z.boolean().describe("false where subject was cut"),
  fingerprint: z.string().describe("tool and normalised head of the input"),
  fingerprint_version: z.int().describe("version of how fingerprints are made"),
  programs: z.array(z.string()).describe("base names of the programs a shell line runs"),
  hosts: z.array(z.string()).describe("hosts named in the input"),
  risks: z.array(z.string()).describe("names from the list of risks"),
  input_mac: z.string().describe("keyed hash of the input: equality without content"),
  input_chars: z.int().describe("length of the input as compact JSON"),
  native: z.enum(NATIVES).describe("what Claude Code would have done without us"),
  attended: z.boolean().describe("whether a person can answer a prompt"),
  entrypoint: z.string().describe("CLAUDE_CODE_ENTRYPOINT"),
  permission_mode: z.string().describe("mode of the session: default, acceptEdits, plan, …"),
};

const ruleShapes = {
  rule_matched: z.string().describe("`deny[no-rm-rf]: tool=Bash, command=^rm`"),
  rule: z.string().describe("name of the rule, or its position where it has none"),
  rule_id: z.string().describe("12 hex digits; survives a rename"),
  rule_kind: z.enum(RULE_KINDS).describe("deny, ask, allow, deny_promote or floor"),
  rule_source: z.enum(RULE_SOURCES).describe("config, auto, project or builtin"),
  rules_used: z.array(z.string()).describe("rule_ids of every rule that an allow rests on"),
  passthrough_reason: z.enum(PASSTHROUGH_REASONS).describe("why we had no opinion"),
  near_misses: z.array(NearMiss).max(3).describe("rules that nearly fit"),
};

const llmShapes = {
  llm_score: z.enum(SCORES).describe("what it counts as: a GREEN may have been lowered"),
  llm_reasoning: z.string().describe("why the model said so, in its words"),
  llm_latency_ms: z
    .number()
    .describe("how long the model took; absent where the verdict was remembered"),
  llm_provider: z.string().describe("who runs the model"),
  llm_model: z.string().describe("name of the model"),
  llm_error: z.string().describe("why there is no verdict: timeout, refusal, http 429, …"),
  llm_tokens_in: z.int().describe("what the question took"),
  llm_tokens_out: z.int().describe("what the answer took"),
};

const afterShapes = {
  tool_success: z.boolean().describe("whether the tool ran without an error"),
  tool_result_length: z.int().describe("bytes of the result as JSON text"),
  tool_result_preview: z.string().describe("redacted, first 256 characters"),
  tool_duration_ms: z.number().describe("how long the tool ran"),
  outcome: z.enum(OUTCOMES).describe("what became of the call"),
  outcome_source: z.enum(["post", "batch", "transcript"]).describe("what told the outcome"),
  approval: z.enum(APPROVALS).describe("who let it run"),
  batch: z
    .array(z.object({ tool_use_id: z.string(), refused: z.boolean() }))
    .describe("the calls that a PostToolBatch closed"),
  auto_promoted: z.boolean().describe("whether a rule was learned from it"),
  promoted_rule: z.string().describe("the rule that was learned"),
};

const linkShapes = {
  tool_use_id: z.string().describe("Claude Code's id of the call"),
  prompt_id: z.string().describe("the user's prompt that led to it"),
  agent_id: z.string().describe("the subagent that called; absent for the session's own calls"),
  agent_type: z.string().describe("kind of that subagent"),
  mcp_server: z.string().describe("MCP server of the tool"),
  shortened: z.boolean().describe("true where fields were cut to keep the line under 16 KiB"),
};

/**
 * One line of audit.jsonl, version 1: what the hook writes. Which fields go with which event
 * stands in DESIGN's table; a field that does not apply is absent, never null.
 * Readers are more tolerant: `OlderEntry`.
 */
export const Entry = z.strictObject({
  ...shapes,
  ...z
    .object({ ...toolShapes, ...ruleShapes, ...llmShapes, ...afterShapes, ...linkShapes })
    .partial().shape,
});
export type Entry = z.infer<typeof Entry>;

/** What a field of the log means, as it is described here; undefined where there is no such field. */
export function fieldMeaning(name: string): string | undefined {
  const fields: Readonly<Record<string, z.ZodType>> = Entry.shape;
  const field = fields[name];
  const inner = field instanceof z.ZodOptional ? field.unwrap() : field;
  return inner instanceof z.ZodType ? inner.description : undefined;
}
