import type { Exchange } from "../claude/transcripts.ts";
import { appendHistory, readHistory } from "../files/history.ts";
import type { TranscriptSession } from "../findings/facts.ts";
import { HISTORY, type TranscriptSessionLine } from "../model/history.ts";
import { isCanary } from "./transcript-keys.ts";

/**
 * Writes down which sessions a batch of transcripts told of. Transcripts are deleted after some
 * weeks, so what was in them at a moment is known later from these lines alone. A batch that is
 * read again after a kill says the same again: readers take sets of sessions, never sums.
 */
export function recordSessions(home: string, batch: readonly Exchange[], at: string): void {
  appendHistory(home, HISTORY.transcripts, sessionLines(batch, at));
}

/** One line for each session and UTC day, with the first and last of its calls in the batch. */
function sessionLines(batch: readonly Exchange[], at: string): TranscriptSessionLine[] {
  const lines = new Map<string, TranscriptSessionLine>();
  for (const { call } of batch) {
    if (call === undefined || isCanary(call.sessionId)) continue;
    const time = new Date(call.atMs).toISOString();
    const key = `${time.slice(0, 10)} ${call.sessionId}`;
    const known = lines.get(key);
    lines.set(key, {
      ...{ v: 1, at, session_id: call.sessionId },
      first: known === undefined || time < known.first ? time : known.first,
      last: known === undefined || time > known.last ? time : known.last,
    });
  }
  return [...lines.values()].sort((a, b) => (a.first < b.first ? -1 : 1));
}

/**
 * The sessions that transcripts had told of at a time (ISO 8601 UTC): lines that were written later
 * are not looked at. Read once, when it is first asked.
 */
export function readTranscriptSessions(home: string): (asOf: string) => TranscriptSession[] {
  let lines: readonly TranscriptSessionLine[] | undefined;
  return (asOf) => {
    lines ??= readHistory(home, HISTORY.transcripts).lines;
    return lines
      .filter(({ at }) => at <= asOf)
      .map(({ session_id, first, last }) => ({ sessionId: session_id, first, last }));
  };
}
