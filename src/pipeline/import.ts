import type { TranscriptAnswer, TranscriptCall } from "../claude/transcript-calls.ts";
import type { Exchange } from "../claude/transcripts.ts";
import { homePaths } from "../files/home.ts";
import { MASK } from "../files/redact.ts";
import type { Io } from "../io.ts";
import { CallFacts } from "../model/call-facts.ts";
import type { Entry } from "../model/entry.ts";
import { ANSWERS, type AnswerKind, noAnswers } from "../model/transcript-answers.ts";
import { appendInPieces } from "./append-entries.ts";
import { callName } from "./compare-calls.ts";
import { withReader } from "./ingest.ts";
import { closingEntry } from "./reconciled-entry.ts";
import { replayedAgentId, replayedId } from "./replay-id.ts";
import type { RecordedPayload } from "./replay-payload.ts";
import type { Moment } from "./replay-state.ts";
import {
  readInBatches,
  type TranscriptProgress,
  type TranscriptTotals,
} from "./transcript-batches.ts";
import { type CallIndex, callIndex, isCanary, isWorldUnique } from "./transcript-keys.ts";

export interface ImportContext {
  readonly io: Io;
  readonly home: string;
  /** Claude Code's `projects` folder. */
  readonly projects: string;
  /** ISO 8601 UTC: earlier calls are left out; undefined for all that are there. */
  readonly since: string | undefined;
  readonly dryRun: boolean;
  /** The hook's own code: the entry that it would have written, without a decision. */
  readonly describe: (
    payload: RecordedPayload,
    moment: Moment & { readonly entrypoint: string },
  ) => Promise<Entry>;
  /** The hook's own line of an entry. */
  readonly entryLine: (entry: Entry) => string;
  readonly onProgress: (progress: TranscriptProgress) => void;
}

export interface ImportSummary extends TranscriptTotals {
  /** Calls in what was read, each once. */
  readonly calls: number;
  readonly callsImported: number;
  /** The hook, a replay or an earlier import recorded them. */
  readonly callsKnown: number;
  /** Before `--since`. */
  readonly callsTooOld: number;
  /** Imported calls by what became of them; those without an answer stay open. */
  readonly byKind: Readonly<Record<AnswerKind, number>>;
  readonly entriesWritten: number;
  /** Imported calls in which a secret was masked. */
  readonly callsMasked: number;
  /** ISO 8601 UTC; undefined where nothing was imported. */
  readonly oldest: string | undefined;
}

/** A call without an answer may still be at the hook; after this time nobody waits for one. */
const WAIT_MS = 24 * 3_600_000;

/**
 * Writes calls that no entry of ours records into imported.jsonl: what they were, and in a second
 * entry what became of them. What was imported once is not imported again.
 */
export async function importCalls(context: ImportContext): Promise<ImportSummary> {
  const { io, home } = context;
  const run: Run = {
    context,
    sinceMs: context.since === undefined ? 0 : Date.parse(context.since),
    seen: new Set(),
    counts: {
      calls: 0,
      callsImported: 0,
      callsKnown: 0,
      callsTooOld: 0,
      byKind: noAnswers(),
      entriesWritten: 0,
      callsMasked: 0,
      oldestMs: Number.POSITIVE_INFINITY,
    },
  };
  const totals = await readInBatches(
    {
      home,
      projects: context.projects,
      owner: "import",
      waitFromMs: io.now().getTime() - WAIT_MS,
      since: context.since,
      dryRun: context.dryRun,
      signal: io.signal,
      onProgress: context.onProgress,
    },
    (batch) => importBatch(batch, run),
  );
  const { oldestMs, ...counts } = run.counts;
  const oldest = Number.isFinite(oldestMs) ? new Date(oldestMs).toISOString() : undefined;
  return { ...counts, oldest, ...totals };
}

interface Run {
  readonly context: ImportContext;
  readonly sinceMs: number;
  readonly seen: Set<string>;
  readonly counts: {
    calls: number;
    callsImported: number;
    callsKnown: number;
    callsTooOld: number;
    readonly byKind: Record<AnswerKind, number>;
    entriesWritten: number;
    callsMasked: number;
    oldestMs: number;
  };
}

async function importBatch(batch: readonly Exchange[], run: Run): Promise<void> {
  const { context, counts } = run;
  const wanted = batch.filter((exchange) => isWanted(exchange, run));
  if (wanted.length === 0) return;
  const ids = wanted.map((exchange) => idOf(exchange));
  const index = callIndex(
    await withReader({ io: context.io, home: context.home }, (reader) => reader.calls.known(ids)),
  );
  const lines: string[] = [];
  for (const exchange of wanted) {
    const entries = await entriesOf(exchange, index, run);
    lines.push(...entries.map(context.entryLine));
  }
  counts.entriesWritten += lines.length;
  if (!context.dryRun) appendInPieces(homePaths(context.home).imported, lines);
}

/** Not told before in this run, no trial call of ours, and not too old. */
function isWanted({ call, answer }: Exchange, { seen, sinceMs, counts }: Run): boolean {
  const key = call ?? answer;
  if (key === undefined || isCanary(key.sessionId)) return false;
  // A resumed session may repeat calls of the one before under its own name.
  const name = isWorldUnique(key.toolUseId) ? key.toolUseId : callName(key);
  if (seen.has(name)) return false;
  seen.add(name);
  if (call === undefined) return true;
  counts.calls += 1;
  if (call.atMs >= sinceMs) return true;
  counts.callsTooOld += 1;
  return false;
}

async function entriesOf(exchange: Exchange, index: CallIndex, run: Run): Promise<Entry[]> {
  const { call, answer } = exchange;
  const known = call === undefined ? undefined : index.get(call);
  if (call !== undefined && known === undefined && !index.isCopy(call)) {
    const entry = await describeCall(call, exchange, run);
    const facts = CallFacts.parse(entry);
    return answer === undefined ? [entry] : [entry, closed(facts, answer, run)];
  }
  if (call !== undefined) run.counts.callsKnown += 1;
  const before = answer === undefined ? undefined : index.get(answer);
  if (answer === undefined || before?.source !== "import" || before.reconciled) return [];
  return [closed(before.facts, answer, run)];
}

async function describeCall(call: TranscriptCall, exchange: Exchange, run: Run): Promise<Entry> {
  const { sessionId, toolUseId, atMs } = call;
  const { counts } = run;
  const agent = call.agentId ?? (call.bySubagent ? replayedAgentId(sessionId) : undefined);
  const payload = {
    hook_event_name: "PreToolUse",
    session_id: sessionId,
    tool_use_id: toolUseId,
    cwd: call.cwd,
    tool_name: call.tool,
    tool_input: call.input,
    permission_mode: exchange.permissionMode,
    ...(agent === undefined ? {} : { agent_id: agent }),
  };
  const entry = await run.context.describe(payload, {
    now: new Date(atMs).toISOString(),
    projectRoot: exchange.root === "" ? call.cwd : exchange.root,
    newId: () => replayedId({ sessionId, event: "import", toolUseId, atMs, ordinal: 0 }),
    entrypoint: call.entrypoint,
  });
  counts.callsImported += 1;
  counts.oldestMs = Math.min(counts.oldestMs, atMs);
  const isMasked = JSON.stringify(entry).includes(MASK) && !JSON.stringify(payload).includes(MASK);
  if (isMasked) counts.callsMasked += 1;
  return entry;
}

function closed(facts: CallFacts, answer: TranscriptAnswer, { context, counts }: Run): Entry {
  const { sessionId, toolUseId, atMs, kind, outcome, resultBytes } = answer;
  counts.byKind[kind] += 1;
  return closingEntry(facts, {
    id: replayedId({ sessionId, event: "import answer", toolUseId, atMs, ordinal: 0 }),
    timestamp: new Date(atMs).toISOString(),
    host: context.io.host,
    user: context.io.account,
    source: "import",
    outcome,
    approval: ANSWERS[kind].approval,
    resultBytes,
  });
}

function idOf({ call, answer }: Exchange): string {
  return call?.toolUseId ?? answer?.toolUseId ?? "";
}
