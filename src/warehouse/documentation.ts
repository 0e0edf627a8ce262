import { fieldMeaning } from "../model/entry.ts";

/** What a table or view is, and its columns that are not fields of the log. */
interface TableWords {
  readonly meaning: string;
  readonly columns: Readonly<Record<string, string>>;
}

/**
 * What every table, view and column means: the one place that says so. A column with no words of
 * its own is the field of that name of the log, described in `model/entry.ts`. A law holds this
 * against the catalogue of a real warehouse. In the order in which people need them.
 */
const TABLES: Readonly<Record<string, TableWords>> = {
  calls: {
    meaning: "every tool call once; canaries and imported lines are none",
    columns: {
      entry_key: "the entry that decided it, to join with what belongs to it",
      ts: "when it was decided",
      quarter_hour: "quarters of an hour from 1970 to it, UTC",
      call_key: "the call, to join with outcomes, prompts and entries",
      class: "decision and tier in one word: floor, deny_rule, allow_rule, llm_green, …",
      rule_key: "the rule with its kind as a number, or who else decided, to count by",
      interactive: "whether the tool itself asks the user a question",
      attended: "whether a person could answer a prompt; true where the log does not say",
      permission_mode: "mode of the session; unknown where the log does not say",
    },
  },
  outcomes: {
    meaning: "evidence of what became of a call; of several rows the least evidence holds",
    columns: {
      call_key: "the call",
      ts: "when it was known",
      evidence: "strength, time and outcome in one number, which ends in the code of the outcome",
    },
  },
  prompts: {
    meaning: "calls at which Claude Code was about to prompt",
    columns: { call_key: "the call", ts: "when it first was" },
  },
  entries: {
    meaning: "every line of the log that could be read",
    columns: {
      load_id: "the load that brought it",
      entry_key: "its id as a number, to join with what belongs to it",
      ts: "time of the event",
      call_key: "the call that it is about; null for events of no call",
      call_tier: "tier as in calls; null where it is no PreToolUse",
      call_decision: "decision as in calls; null where it is no PreToolUse",
      call_class: "class as in calls; null where it is no PreToolUse",
      is_call: "whether calls has it",
      quarter_hour: "quarters of an hour from 1970 to it, UTC",
      is_first: "false where the same event of the same call came before",
      evidence: "what it weighs for what became of the call: the least of a call holds",
    },
  },
  entry_near_misses: {
    meaning: "rules that fitted a call in all clauses but one",
    columns: {
      load_id: "the load that brought it",
      entry_key: "the entry that it belongs to",
      ...nearMissWords(),
    },
  },
  entry_programs: childOf("programs that a shell line runs", { program: "its base name" }),
  entry_hosts: childOf("hosts that an input names", { host: "its name" }),
  entry_risks: childOf("risks of a call", { risk: "its name" }),
  entry_rules_used: childOf("rules that an allow rests on", {
    rule_id: "the rule's id",
    names_call: "whether it is the rule that the call is named after",
  }),
  entry_batch: childOf("calls that one event closed together", {
    ts: "time of that event",
    call_key: "the call",
    refused: "whether the call was refused",
  }),
  bad_lines: {
    meaning: "lines of the log that could not be read; their text stays in the log",
    columns: {
      load_id: "the load that met it",
      found_at: "when it was read first",
      log_key: "the log, whatever it is called now",
      file: "name of the log",
      byte_offset: "where the line begins",
      line_number: "its number, from 1",
      reason: "why it could not be read",
    },
  },
  cursors: {
    meaning: "how far each log has been read",
    columns: {
      log_key: "the log, whatever it is called now",
      file: "name of the log",
      byte_offset: "where reading goes on",
      lines: "lines before that",
      file_size: "size of the file when it was read",
      file_mtime_ms: "its time of change then, since 1970",
      tail_bytes: "how many bytes before byte_offset are remembered",
      tail_sha256: "their SHA-256: a log that was replaced is told by it",
    },
  },
  warehouse_version: {
    meaning: "the version of the warehouse, one row",
    columns: { version: "of the tables and of the engine; another one is loaded anew" },
  },
  outcome_codes: {
    meaning: "outcomes by number: what evidence ends in",
    columns: { code: "the number" },
  },
  endings: {
    meaning:
      "moments at which a session went on or ended: they close calls of which nothing was heard",
    columns: {
      ts: "when it was",
      of_all: "whether it closes calls of subagents too",
    },
  },
  loads: {
    meaning: "every load of a stretch of a log",
    columns: {
      load_id: "the load",
      loaded_at: "when it was",
      log_key: "the log, whatever it is called now",
      from_offset: "where the stretch begins",
      to_offset: "where it ends",
      lines: "lines in it",
    },
  },
  recorded_calls: {
    meaning: "every tool call once, those imported from before the install too",
    columns: {
      entry_key: "the entry that tells of it, to join with what belongs to it",
      ts: "when it was",
      quarter_hour: "quarters of an hour from 1970 to it, UTC",
      call_key: "the call, to join with outcomes, prompts and entries",
    },
  },
};

/** Units by name of a column; a name that ends in `_ms` says it itself. */
const UNITS: Readonly<Record<string, string>> = {
  ts: "UTC instant",
  found_at: "UTC instant",
  input_chars: "characters",
  llm_tokens_in: "tokens",
  llm_tokens_out: "tokens",
  tool_result_length: "bytes",
  byte_offset: "bytes",
  file_size: "bytes",
  tail_bytes: "bytes",
  from_offset: "bytes",
  to_offset: "bytes",
  loaded_at: "UTC instant",
  lines: "lines",
};

/** Names of the tables and views that are documented, in their order. */
export function documentedTables(): string[] {
  return Object.keys(TABLES);
}

/** What a table or view is; undefined where nobody said. */
export function tableMeaning(table: string): string | undefined {
  return TABLES[table]?.meaning;
}

/** What a column means; undefined where nobody said. */
export function columnMeaning(table: string, column: string): string | undefined {
  return TABLES[table]?.columns[column] ?? fieldMeaning(column);
}

/** Columns of a table that have words of their own. */
export function documentedColumns(table: string): string[] {
  return Object.keys(TABLES[table]?.columns ?? {});
}

/** `ms`, `bytes`, `tokens`; null where a column has none. */
export function columnUnit(column: string): string | null {
  return UNITS[column] ?? (column.endsWith("_ms") ? "ms" : null);
}

function nearMissWords(): Record<string, string> {
  return {
    rule: "name of the rule, or its position where it has none",
    rule_id: "12 hex digits; survives a rename",
    clause: "the clause that did not fit",
    found: "what stood there instead, redacted",
  };
}

function childOf(meaning: string, columns: Record<string, string>): TableWords {
  return {
    meaning: `${meaning}, one a row`,
    columns: {
      load_id: "the load that brought it",
      entry_key: "the entry that it belongs to",
      ...columns,
    },
  };
}
