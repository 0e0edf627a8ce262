import {
  type CursorOwner,
  cursorAt,
  placeIn,
  readCursors,
  writeCursors,
} from "../claude/transcript-cursors.ts";
import { listTranscripts, type TranscriptFile } from "../claude/transcript-files.ts";
import type { OddReason } from "../claude/transcript-lines.ts";
import {
  BEGINNING,
  type Exchange,
  readExchanges,
  type TranscriptPlace,
} from "../claude/transcripts.ts";
import { hasCode } from "../files/private.ts";
import type { TranscriptCursor } from "../model/transcript-cursor.ts";

export interface BatchContext {
  readonly home: string;
  /** Claude Code's `projects` folder. */
  readonly projects: string;
  /** Undefined for a reader that begins anew each time. */
  readonly owner: CursorOwner | undefined;
  /** Calls without an answer since then are left for the next time. */
  readonly waitFromMs: number;
  /** ISO 8601 UTC: what is older is left out; undefined for everything. */
  readonly since: string | undefined;
  /** Reads on from the cursors, and leaves them where they are. */
  readonly dryRun: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: TranscriptProgress) => void;
  readonly onOdd?: (file: TranscriptFile) => void;
}

export interface TranscriptProgress {
  readonly bytes: number;
  /** Of all that is new. */
  readonly ofBytes: number;
  readonly calls: number;
}

/** What was read, and what of it could not be. */
export interface TranscriptTotals {
  readonly transcripts: number;
  /** With something new in them. */
  readonly transcriptsRead: number;
  readonly bytes: number;
  /** Files and folders that this account may not read. */
  readonly unreadable: number;
  readonly odd: Readonly<Partial<Record<OddReason, number>>>;
  readonly interrupted: boolean;
}

/** A batch is handed on when it is one of these. */
const BATCH_CALLS = 5000;
const BATCH_BYTES = 64 << 20;
/** How much is read before a signal gets its turn. */
const TURN_BYTES = 4 << 20;

interface Waiting {
  readonly file: TranscriptFile;
  readonly from: TranscriptPlace;
}

/**
 * What transcripts have gained since the last time, in batches. A cursor moves once what stands
 * before it was handled: killed anywhere, the next run tells the rest, and some of it again.
 */
export async function readInBatches(
  context: BatchContext,
  handle: (batch: readonly Exchange[]) => Promise<void>,
): Promise<TranscriptTotals> {
  const { home, owner, signal } = context;
  const listed = listTranscripts(context.projects);
  const cursors = new Map<string, TranscriptCursor>();
  const waiting: Waiting[] = [];
  const known =
    owner === undefined ? new Map<string, TranscriptCursor>() : readCursors(home, owner);
  const { unreadable, ...reading } = startReading(listed.unreadable);
  let refused = unreadable;
  for (const file of listed.files) {
    const cursor = known.get(file.name);
    if (cursor !== undefined) cursors.set(file.name, cursor);
    try {
      const from = placeFor(file, cursor, context.since);
      if (from !== undefined) waiting.push({ file, from });
    } catch (error) {
      if (!isDenied(error)) throw error;
      refused += 1;
    }
  }
  const ofBytes = waiting.reduce((sum, { file, from }) => sum + file.size - from.offset, 0);
  let batch: Exchange[] = [];
  let done: TranscriptCursor[] = [];
  let [batchBytes, turnBytes, read] = [0, 0, 0];
  const flush = async (): Promise<void> => {
    await handle(batch);
    for (const cursor of done) cursors.set(cursor.name, cursor);
    const keeps = owner !== undefined && !context.dryRun && done.length > 0;
    if (keeps) writeCursors(home, owner, cursors);
    [batch, done, batchBytes] = [[], [], 0];
  };
  const onBytes = (bytes: number): void => {
    reading.bytes += bytes;
    batchBytes += bytes;
    turnBytes += bytes;
  };
  for (const { file, from } of waiting) {
    if (signal.aborted) break;
    read += 1;
    const onOdd = (reason: OddReason): void => {
      reading.odd[reason] = (reading.odd[reason] ?? 0) + 1;
      context.onOdd?.(file);
    };
    const exchanges = readExchanges(file, from, {
      waitFromMs: context.waitFromMs,
      onOdd,
      onBytes,
    });
    try {
      let step = exchanges.next();
      for (; step.done !== true && !signal.aborted; step = exchanges.next()) {
        batch.push(step.value);
        reading.calls += 1;
        if (batch.length >= BATCH_CALLS || batchBytes >= BATCH_BYTES) await flush();
        if (turnBytes < TURN_BYTES) continue;
        turnBytes = 0;
        context.onProgress({ bytes: reading.bytes, ofBytes, calls: reading.calls });
        await new Promise((resolve) => setImmediate(resolve));
      }
      if (step.done === true) {
        const since = context.since === undefined ? {} : { since: context.since };
        done.push({ ...cursorAt(file, step.value), ...since });
      }
    } catch (error) {
      if (!isDenied(error)) throw error;
      refused += 1;
    } finally {
      exchanges.return(BEGINNING);
    }
  }
  await flush();
  return {
    transcripts: listed.files.length,
    transcriptsRead: read,
    bytes: reading.bytes,
    unreadable: refused,
    odd: reading.odd,
    interrupted: signal.aborted,
  };
}

function startReading(unreadable: number): {
  unreadable: number;
  bytes: number;
  calls: number;
  odd: Partial<Record<OddReason, number>>;
} {
  return { unreadable, bytes: 0, calls: 0, odd: {} };
}

/** Undefined where nothing is to be read. What an earlier run left out as too old is read now. */
function placeFor(
  file: TranscriptFile,
  cursor: TranscriptCursor | undefined,
  since: string | undefined,
): TranscriptPlace | undefined {
  if (since !== undefined && file.mtimeMs < Date.parse(since)) return undefined;
  const leftOut = cursor?.since;
  const wantsOlder = leftOut !== undefined && (since === undefined || since < leftOut);
  return placeIn(file, wantsOlder ? undefined : cursor);
}

function isDenied(error: unknown): boolean {
  return hasCode(error, "EACCES") || hasCode(error, "EPERM");
}
