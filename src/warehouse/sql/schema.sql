-- The warehouse: an index of the log that can be deleted at any time. Written in the part of SQL
-- that DuckDB and PostgreSQL share. No primary keys and no unique indexes: exactly-once is the
-- cursor, moved in the same transaction as the rows it stands for.

create table entries (
  load_id integer not null,
  id text not null,
  -- Of its id: cheap to join.
  entry_key bigint not null,
  ts timestamptz not null,
  event text not null,
  session_id text not null,
  agent_id text,
  tool_use_id text,
  call_key bigint,
  is_first boolean not null,
  is_call boolean not null,
  -- Since 1970. The days of every zone begin with one, since 1972.
  quarter_hour integer not null,
  v integer,
  host text,
  "user" text,
  hook_version text,
  cwd text,
  project text not null,
  tool_name text,
  tool_input text,
  tier text not null,
  decision text not null,
  call_tier text,
  call_decision text,
  call_class text,
  subject text,
  subject_complete boolean,
  fingerprint text,
  fingerprint_version integer,
  input_mac text,
  input_chars integer,
  rule_matched text,
  rule text,
  rule_id text,
  rule_kind text,
  rule_source text,
  passthrough_reason text,
  native text,
  attended boolean,
  entrypoint text,
  permission_mode text,
  llm_score text,
  llm_reasoning text,
  llm_latency_ms double precision,
  llm_provider text,
  llm_model text,
  llm_error text,
  llm_tokens_in integer,
  llm_tokens_out integer,
  tool_success boolean,
  tool_result_length integer,
  tool_result_preview text,
  tool_duration_ms double precision,
  outcome text,
  -- Strength, time and outcome as one number, of an entry that tells what became of its call.
  evidence bigint,
  outcome_source text,
  approval text,
  auto_promoted boolean,
  promoted_rule text,
  prompt_id text,
  agent_type text,
  mcp_server text,
  shortened boolean,
  policy_sha256 text,
  policy_state text,
  hook_ms double precision,
  source text not null
);

create table entry_near_misses (
  load_id integer not null,
  entry_key bigint not null,
  rule text,
  rule_id text,
  clause text,
  found text
);

create table entry_programs (load_id integer not null, entry_key bigint not null, program text);

create table entry_hosts (load_id integer not null, entry_key bigint not null, host text);

create table entry_risks (load_id integer not null, entry_key bigint not null, risk text);

-- Most calls rest on the one rule that they are named after.
create table entry_rules_used (
  load_id integer not null,
  entry_key bigint not null,
  rule_id text,
  names_call boolean not null
);

create table entry_batch (
  load_id integer not null,
  entry_key bigint not null,
  ts timestamptz not null,
  call_key bigint not null,
  tool_use_id text,
  refused boolean
);

-- How far each log has been read. A log is known by the hash of its first line, so that a renamed
-- or compressed log is the same log.
create table cursors (
  log_key text not null,
  file text not null,
  byte_offset bigint not null,
  lines bigint not null,
  file_size bigint not null,
  file_mtime_ms double precision not null,
  -- The last bytes before the offset, by their hash: what was replaced or written anew is found.
  tail_bytes integer not null,
  tail_sha256 text not null
);

-- When something was loaded, and from where to where.
create table loads (
  load_id integer not null,
  loaded_at timestamptz not null,
  log_key text not null,
  from_offset bigint not null,
  to_offset bigint not null,
  lines bigint not null
);

-- Lines that could not be read, told by place and reason; their text stays in the log.
create table bad_lines (
  load_id integer not null,
  found_at timestamptz not null,
  log_key text not null,
  file text not null,
  byte_offset bigint not null,
  line_number bigint not null,
  reason text not null
);

create table warehouse_version (version text not null);
