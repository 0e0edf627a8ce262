import * as z from "zod";

const text = z
  .string()
  .nullable()
  .transform((value) => value ?? "");

/** A call of the log as the warehouse hands it out to be judged again; absent texts are empty. */
export const PastCallRow = z.object({
  id: z.string(),
  at_ms: z.number(),
  session_id: text,
  tool_name: text,
  fingerprint: text,
  fingerprint_version: z.number().nullable(),
  subject: text,
  subject_complete: z.boolean().nullable(),
  tool_input: z.string().nullable(),
  input_chars: z.number().nullable(),
  cwd: text,
  project: text,
  mode: text,
  attended: z.boolean().nullable(),
  tier: z.string(),
  decision: z.string(),
  rule: text,
  rule_id: text,
  rule_source: text,
  passthrough_reason: text,
  native: text,
  prompted: z.boolean().nullable(),
  llm_score: text,
  policy_sha256: text,
  source: z.string(),
  outcome: text,
  risks: z.array(z.string()).nullable(),
  programs: z.array(z.string()).nullable(),
});
export type PastCallRow = z.infer<typeof PastCallRow>;
