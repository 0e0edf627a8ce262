import type { RecordedLine } from "../../src/files/recorded-events.ts";
import type { Entry } from "../../src/model/entry.ts";
import { replay } from "../../src/pipeline/replay.ts";
import type { Recording } from "../../src/pipeline/replay-merge.ts";
import type { RecordedPayload } from "../../src/pipeline/replay-payload.ts";
import type { Moment, ReplaySummary, ReplayTools } from "../../src/pipeline/replay-state.ts";

type Row = Readonly<Record<string, unknown>>;

/** A time of the one morning that these tests play on: `clock(90)` is 08:01:30. */
export function clock(seconds: number): string {
  return new Date(Date.UTC(2026, 10, 16, 8, 0, 0) + seconds * 1000).toISOString();
}

/** A recorded call; `at` in seconds. */
export function callRow(at: number, extra: Row = {}): Row {
  return {
    source: "example/project",
    session_id: "session-1",
    timestamp: clock(at),
    cwd: "/home/dev/work/shop",
    hook_event_name: "PreToolUse",
    tool_name: "Bash",
    tool_input: { command: "npm test" },
    tool_use_id: "toolu_1",
    outcome: "ok",
    ...extra,
  };
}

/** The result row of a call. */
export function resultRow(at: number, extra: Row = {}): Row {
  const { outcome, ...common } = callRow(at);
  return {
    ...common,
    hook_event_name: "PostToolUse",
    tool_response_preview: "12 passed",
    tool_response_chars: 4321,
    tool_success: true,
    ...extra,
  };
}

export function recording(name: string, rows: readonly (Row | string)[]): Recording {
  return { name, lines: linesOf(rows) };
}

async function* linesOf(rows: readonly (Row | string)[]): AsyncGenerator<RecordedLine> {
  for (const [index, row] of rows.entries()) {
    yield { number: index + 1, text: typeof row === "string" ? row : JSON.stringify(row) };
  }
}

/** What a replay wrote, what it was asked to judge, and its summary. */
export interface Outcome {
  readonly entries: readonly Entry[];
  readonly judged: readonly { payload: RecordedPayload; moment: Moment }[];
  readonly summary: ReplaySummary;
}

/** Replays into memory under a policy that denies the commands which `deny` matches. */
export async function replayed(
  recordings: readonly Recording[],
  options: Partial<ReplayTools> & { deny?: RegExp } = {},
): Promise<Outcome> {
  const lines: string[] = [];
  const judged: { payload: RecordedPayload; moment: Moment }[] = [];
  const { deny = /^never$/, ...tools } = options;
  const summary = await replay(recordings, {
    judge: async (payload, moment) => {
      judged.push({ payload, moment });
      return judgedEntry(payload, moment, deny);
    },
    entryLine: (entry) => JSON.stringify(entry),
    append: (text) => lines.push(...text.trimEnd().split("\n")),
    known: { ids: new Set(), deniedIds: new Set() },
    untimedAtMs: undefined,
    onProgress: () => {},
    signal: new AbortController().signal,
    ...tools,
  });
  return { entries: lines.map(parsedEntry), judged, summary };
}

function judgedEntry(payload: RecordedPayload, moment: Moment, deny: RegExp): Entry {
  const event = String(payload["hook_event_name"]);
  const denied = event === "PreToolUse" && deny.test(JSON.stringify(payload["tool_input"]));
  return {
    v: 1,
    id: moment.newId(),
    host: "host",
    user: "user",
    hook_version: "0",
    timestamp: moment.now,
    event,
    session_id: String(payload["session_id"]),
    cwd: String(payload["cwd"]),
    project: "shop",
    tool_name: String(payload["tool_name"]),
    tool_use_id: String(payload["tool_use_id"]),
    fingerprint: "Bash: npm test",
    tier: denied ? "deny" : event === "PreToolUse" ? "passthrough" : "none",
    decision: denied ? "deny" : event === "PreToolUse" ? "passthrough" : "none",
    ...(event === "PreToolUse" && !denied ? { passthrough_reason: "no_rule" } : {}),
    policy_sha256: "",
    policy_state: "current",
    hook_ms: 0,
    source: "replay",
  };
}

function parsedEntry(line: string): Entry {
  return JSON.parse(line);
}
