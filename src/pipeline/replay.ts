import type { RecordedEvent } from "../model/recorded-event.ts";
import { reconciledEntry } from "./reconciled-entry.ts";
import { mergeByTime, type Recording, type TimedEvent } from "./replay-merge.ts";
import { followUpOf, payloadAfter, payloadOf } from "./replay-payload.ts";
import {
  flush,
  isoTime,
  type JunkLine,
  judged,
  newId,
  noteSession,
  type ReplaySummary,
  type ReplayTools,
  type State,
  startState,
  writeEntry,
} from "./replay-state.ts";

const JUNK_NAMED = 20;

/**
 * Recorded events through the hook's code, each at its own time, merged over all recordings,
 * with what followed each call at the time it followed. What is in the log already is not
 * written again. An abort stops between two events; what came before it is written.
 */
export async function replay(
  recordings: readonly Recording[],
  tools: ReplayTools,
): Promise<ReplaySummary> {
  const state = startState(tools);
  const junk: JunkLine[] = [];
  const events = mergeByTime(recordings, {
    untimedAtMs: tools.untimedAtMs,
    onUntimed: () => {
      state.counts.untimedSkipped += 1;
    },
    onJunk: (place) => {
      state.counts.junkLines += 1;
      if (junk.length < JUNK_NAMED) junk.push(place);
    },
  });
  try {
    for await (const timed of events) {
      if (tools.signal.aborted) break;
      await followUntil(state, timed.atMs);
      await replayEvent(state, timed);
      tools.onProgress(state.counts);
    }
    if (!tools.signal.aborted) await followUntil(state, Number.POSITIVE_INFINITY);
  } finally {
    flush(state);
  }
  return { ...state.counts, junk, interrupted: tools.signal.aborted };
}

async function replayEvent(state: State, { atMs, event }: TimedEvent): Promise<void> {
  noteSession(state, event);
  switch (event.hook_event_name) {
    case "PreToolUse":
      return replayCall(state, { atMs, event });
    case "PostToolUse":
    case "PostToolUseFailure":
      return replayResult(state, { atMs, event });
    default:
      writeEntry(state, await judged(state, payloadOf(event), atMs));
  }
}

async function replayCall(state: State, { atMs, event }: TimedEvent): Promise<void> {
  state.counts.calls += 1;
  // Events come in the order of their times.
  state.counts.lastAt = isoTime(atMs);
  state.counts.firstAt ??= state.counts.lastAt;
  const entry = await judged(state, payloadOf(event), atMs);
  writeEntry(state, entry);
  // Where an earlier replay wrote the call under another policy, its answer is the one that holds.
  const denied = state.tools.known.ids.has(entry.id)
    ? state.tools.known.deniedIds.has(entry.id)
    : entry.decision === "deny";
  const followUp = followUpOf(event, atMs);
  const key = callKey(event);
  if (followUp === undefined && key !== undefined) state.open.set(key, { call: event, denied });
  if (followUp === undefined) return;
  if (denied) state.counts.resultsDropped += 1;
  else state.pending.push(followUp.atMs, { ...followUp, call: event, entry });
}

async function replayResult(state: State, { atMs, event }: TimedEvent): Promise<void> {
  const key = callKey(event) ?? "";
  const open = state.open.get(key);
  state.open.delete(key);
  if (open?.denied === true) {
    state.counts.resultsDropped += 1;
    return;
  }
  const payload = open === undefined ? payloadOf(event) : payloadAfter(open.call, event);
  const entry = await judged(state, payload, atMs);
  const length = event.tool_response_chars;
  // The recording holds a preview of the result; its length is of the whole.
  writeEntry(state, length === undefined ? entry : { ...entry, tool_result_length: length });
}

/** What followed earlier calls, up to and including this time. */
async function followUntil(state: State, untilMs: number): Promise<void> {
  for (;;) {
    const atMs = state.pending.firstMs();
    if (atMs === undefined || atMs > untilMs) return;
    const next = state.pending.pop();
    if (next === undefined) return;
    if (next.kind === "failure") {
      writeEntry(state, await judged(state, next.payload, atMs));
      continue;
    }
    const { outcome, entry } = next;
    const id = newId(state, { ...next.call, hook_event_name: "Reconciled" }, atMs);
    writeEntry(state, reconciledEntry(entry, { id, timestamp: isoTime(atMs), outcome }));
  }
}

/** Joins a result to its call; undefined where the recording cannot. */
function callKey(event: RecordedEvent): string | undefined {
  if (event.tool_use_id === undefined) return undefined;
  return JSON.stringify([event.session_id, event.tool_use_id]);
}
