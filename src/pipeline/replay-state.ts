import type { Entry } from "../model/entry.ts";
import type { RecordedEvent } from "../model/recorded-event.ts";
import { createTimeHeap, type TimeHeap } from "./replay-heap.ts";
import { replayedId } from "./replay-id.ts";
import type { FollowUp, RecordedPayload } from "./replay-payload.ts";

/** Everything about an event that is not in its payload. */
export interface Moment {
  /** ISO 8601 UTC, milliseconds. */
  readonly now: string;
  /** The working directory of its session's first event. */
  readonly projectRoot: string;
  newId(): string;
}

export interface ReplayTools {
  /** The hook's own code: the entry that it writes for this payload. */
  readonly judge: (payload: RecordedPayload, moment: Moment) => Promise<Entry>;
  /** The hook's own line of an entry, without its newline. */
  readonly entryLine: (entry: Entry) => string;
  /** Takes whole lines, each with its newline. */
  readonly append: (lines: string) => void;
  /** What an earlier replay left in the log. */
  readonly known: KnownEntries;
  /** `--at`: the time of events that have none; undefined skips them. */
  readonly untimedAtMs: number | undefined;
  readonly onProgress: (summary: ReplaySummary) => void;
  readonly signal: AbortSignal;
}

/** Ids of replayed entries that are in the log, and which of them are denials of ours. */
interface KnownEntries {
  readonly ids: ReadonlySet<string>;
  readonly deniedIds: ReadonlySet<string>;
}

export interface JunkLine {
  readonly file: string;
  readonly line: number;
  readonly reason: string;
}

export interface ReplaySummary {
  readonly calls: number;
  /** When the first and the last call were made, ISO 8601 UTC; null without one. */
  readonly firstAt: string | null;
  readonly lastAt: string | null;
  readonly sessions: number;
  readonly entriesWritten: number;
  /** Entries that an earlier replay had written. */
  readonly entriesKnown: number;
  /** Recorded results of calls that our policy denied: in this log they never ran. */
  readonly resultsDropped: number;
  readonly untimedSkipped: number;
  readonly junkLines: number;
  /** The first of them. */
  readonly junk: readonly JunkLine[];
  readonly interrupted: boolean;
}

const BATCH_CHARS = 256 * 1024;

type Pending = FollowUp & { readonly call: RecordedEvent; readonly entry: Entry };

/** What a call left behind until its result comes. */
interface OpenCall {
  readonly call: RecordedEvent;
  readonly denied: boolean;
}

type Counts = { -readonly [Key in keyof ReplaySummary]: ReplaySummary[Key] };

export interface State {
  readonly tools: ReplayTools;
  readonly counts: Counts;
  readonly pending: TimeHeap<Pending>;
  readonly open: Map<string, OpenCall>;
  /** Session → the working directory of its first event. */
  readonly roots: Map<string, string>;
  readonly ids: Set<string>;
  batch: string;
}

export function startState(tools: ReplayTools): State {
  const counts: Counts = {
    calls: 0,
    firstAt: null,
    lastAt: null,
    sessions: 0,
    entriesWritten: 0,
    entriesKnown: 0,
    resultsDropped: 0,
    untimedSkipped: 0,
    junkLines: 0,
    junk: [],
    interrupted: false,
  };
  return {
    tools,
    counts,
    pending: createTimeHeap(),
    open: new Map(),
    roots: new Map(),
    ids: new Set(),
    batch: "",
  };
}

export function judged(state: State, payload: RecordedPayload, atMs: number): Promise<Entry> {
  const sessionId = text(payload["session_id"]);
  return state.tools.judge(payload, {
    now: isoTime(atMs),
    projectRoot: state.roots.get(sessionId) ?? text(payload["cwd"]),
    newId: () => newId(state, payload, atMs),
  });
}

export function newId(state: State, payload: RecordedPayload, atMs: number): string {
  const key = {
    sessionId: text(payload["session_id"]),
    event: text(payload["hook_event_name"]),
    toolUseId: text(payload["tool_use_id"]),
    atMs,
  };
  for (let ordinal = 0; ; ordinal += 1) {
    const id = replayedId({ ...key, ordinal });
    if (state.ids.has(id)) continue;
    state.ids.add(id);
    return id;
  }
}

export function writeEntry(state: State, entry: Entry): void {
  if (state.tools.known.ids.has(entry.id)) {
    state.counts.entriesKnown += 1;
    return;
  }
  state.batch += `${state.tools.entryLine(entry)}\n`;
  state.counts.entriesWritten += 1;
  if (state.batch.length >= BATCH_CHARS) flush(state);
}

export function flush(state: State): void {
  if (state.batch === "") return;
  const lines = state.batch;
  state.batch = "";
  state.tools.append(lines);
}

export function noteSession(state: State, event: RecordedEvent): void {
  const id = event.session_id ?? "";
  if (id === "" || state.roots.has(id)) return;
  state.roots.set(id, event.cwd ?? "");
  state.counts.sessions = state.roots.size;
}

export function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
