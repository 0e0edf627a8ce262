/**
 * How an entry's fields become columns: the JSON type that the loader asks for. Fields that are
 * lists go to tables of their own. A law holds this table against `model/entry.ts`.
 */
export const ENTRY_FIELDS = {
  v: "INTEGER",
  id: "VARCHAR",
  host: "VARCHAR",
  user: "VARCHAR",
  hook_version: "VARCHAR",
  timestamp: "VARCHAR",
  event: "VARCHAR",
  session_id: "VARCHAR",
  cwd: "VARCHAR",
  project: "VARCHAR",
  tool_name: "VARCHAR",
  // Text in our lines; what is an object in some older ones becomes its JSON.
  tool_input: "VARCHAR",
  tier: "VARCHAR",
  decision: "VARCHAR",
  subject: "VARCHAR",
  subject_complete: "BOOLEAN",
  fingerprint: "VARCHAR",
  fingerprint_version: "INTEGER",
  programs: ["VARCHAR"],
  hosts: ["VARCHAR"],
  risks: ["VARCHAR"],
  input_mac: "VARCHAR",
  input_chars: "INTEGER",
  rule_matched: "VARCHAR",
  rule: "VARCHAR",
  rule_id: "VARCHAR",
  rule_kind: "VARCHAR",
  rule_source: "VARCHAR",
  rules_used: ["VARCHAR"],
  passthrough_reason: "VARCHAR",
  near_misses: [{ rule: "VARCHAR", rule_id: "VARCHAR", clause: "VARCHAR", found: "VARCHAR" }],
  native: "VARCHAR",
  attended: "BOOLEAN",
  entrypoint: "VARCHAR",
  permission_mode: "VARCHAR",
  llm_score: "VARCHAR",
  llm_reasoning: "VARCHAR",
  llm_latency_ms: "DOUBLE",
  llm_provider: "VARCHAR",
  llm_model: "VARCHAR",
  llm_error: "VARCHAR",
  llm_tokens_in: "INTEGER",
  llm_tokens_out: "INTEGER",
  tool_success: "BOOLEAN",
  tool_result_length: "INTEGER",
  tool_result_preview: "VARCHAR",
  tool_duration_ms: "DOUBLE",
  outcome: "VARCHAR",
  outcome_source: "VARCHAR",
  approval: "VARCHAR",
  batch: [{ tool_use_id: "VARCHAR", refused: "BOOLEAN" }],
  auto_promoted: "BOOLEAN",
  promoted_rule: "VARCHAR",
  tool_use_id: "VARCHAR",
  prompt_id: "VARCHAR",
  agent_id: "VARCHAR",
  agent_type: "VARCHAR",
  mcp_server: "VARCHAR",
  shortened: "BOOLEAN",
  policy_sha256: "VARCHAR",
  policy_state: "VARCHAR",
  hook_ms: "DOUBLE",
  source: "VARCHAR",
} as const;

/** The fields that are lists, and what tells whose they are; rules need the one that names the call. */
export const LIST_FIELDS = Object.fromEntries(
  Object.entries(ENTRY_FIELDS).filter(
    ([name, type]) =>
      typeof type !== "string" ||
      ["id", "timestamp", "event", "session_id", "rule_id"].includes(name),
  ),
);

/** Columns of `entries` that are taken from the field of the same name as they are. */
export const PLAIN_COLUMNS = Object.entries(ENTRY_FIELDS)
  .flatMap(([name, type]) => (typeof type === "string" ? [{ name, type }] : []))
  .filter(({ name }) => !["timestamp", "event", "session_id", "tier", "decision"].includes(name))
  .filter(({ name }) => !["id", "project", "tool_input", "outcome", "source"].includes(name));

/** Columns of `entries` that hold no field of a line: the load makes them. */
export const MADE_COLUMNS: readonly string[] = [
  "load_id",
  "entry_key",
  "call_key",
  "is_first",
  "is_call",
  "quarter_hour",
  "call_tier",
  "call_decision",
  "call_class",
  "evidence",
];
