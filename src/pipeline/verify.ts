import { homeExists, homePaths } from "../files/home.ts";
import { makePrivateFolder } from "../files/private.ts";
import { UserError } from "../model/errors.ts";
import type { Segment } from "../model/segment.ts";
import type { Difference } from "../warehouse/difference.ts";
import { ingest } from "../warehouse/ingest.ts";
import { LogMoved } from "../warehouse/logs.ts";
import { openInMemory } from "../warehouse/open.ts";
import {
  type ArchivesCheck,
  checkArchives,
  checkSegments,
  type SegmentsCheck,
  unwitnessed,
} from "../warehouse/verify.ts";
import { compareEntries, withoutToldStretches } from "../warehouse/verify-entries.ts";
import { checkAnchor, checkHistory } from "../warehouse/verify-history.ts";
import type { DamagedRange } from "../warehouse/verify-logs.ts";
import { type IngestContext, ingestOptions, openPatiently } from "./ingest.ts";
import type { TranscriptCheck } from "./transcript-check.ts";

export interface VerifyOptions extends IngestContext {
  readonly anchor: { readonly line: number; readonly sha256: string } | undefined;
  readonly onBytes: (done: number, total: number) => void;
  /** Transcripts against entries, both ways. It loads the log: asked only where that is whole. */
  readonly checkTranscripts: () => Promise<TranscriptCheck>;
}

export interface VerifyResult {
  readonly segments: number;
  readonly lines: number;
  readonly bytes: number;
  readonly logs: number;
  readonly archives: Pick<ArchivesCheck, "months" | "lines">;
  /** Where the log stands now, as a digest would print it; null before the first load. */
  readonly anchor: { readonly line: number; readonly sha256: string } | null;
  readonly differences: readonly Difference[];
  /** What could not be looked at, or is harmless. */
  readonly notes: readonly string[];
  /** Null where they were not compared, because the log itself is not as it was. */
  readonly transcripts: TranscriptCheck | null;
}

const TRIES = 3;

/**
 * Reads again what was witnessed, and names what is not as it was. Loads and changes nothing as
 * long as the log is not whole: the warehouse is the memory of what the lines said.
 */
export async function verifyLogs(options: VerifyOptions): Promise<VerifyResult> {
  const { home, anchor } = options;
  const history = checkHistory(home);
  const { segments } = history;
  const differences = [...history.differences];
  const notes: string[] = [];
  if (history.tornLines > 0) {
    notes.push(
      `history/segments.jsonl has ${history.tornLines} lines that a crash tore; none that was finished is missing.`,
    );
  }
  const wrong = anchor === undefined ? undefined : checkAnchor(segments, anchor);
  if (wrong !== undefined) differences.push(wrong);
  const found = homeExists(home) ? await segmentsCheck(options, segments) : NO_SEGMENTS;
  const archives = await checkArchives(home);
  const known = await askWarehouse(options, { segments, ranges: found.ranges });
  differences.push(...withoutToldStretches(found.differences, known.differences));
  differences.push(...archives.differences);
  differences.push(...known.differences);
  notes.push(...known.notes);
  const isWhole = differences.length === 0 && homeExists(home);
  const transcripts = isWhole ? await options.checkTranscripts() : null;
  if (differences.length > 0) {
    notes.push("Claude Code's transcripts are not compared before the log is what it was.");
  }
  const last = segments.at(-1);
  return {
    segments: segments.length,
    lines: segments.reduce((sum, { lines }) => sum + lines, 0),
    bytes: found.bytes,
    logs: found.logs,
    archives: { months: archives.months, lines: archives.lines },
    anchor: last === undefined ? null : { line: last.total_lines, sha256: last.rolling },
    differences,
    notes,
    transcripts,
  };
}

const NO_SEGMENTS: SegmentsCheck = { differences: [], ranges: [], logs: 0, bytes: 0 };

/** Logs that are rotated meanwhile are listed anew. */
async function segmentsCheck(
  { home, io, onBytes }: VerifyOptions,
  segments: readonly Segment[],
): Promise<SegmentsCheck> {
  const total = segments.reduce((sum, { from, to }) => sum + to - from, 0);
  for (let tries = 1; ; tries += 1) {
    let done = 0;
    try {
      return await checkSegments(home, segments, (bytes) => {
        io.signal.throwIfAborted();
        done += bytes;
        onBytes(done, total);
      });
    } catch (error) {
      if (!(error instanceof LogMoved) || tries === TRIES) throw error;
    }
  }
}

async function askWarehouse(
  context: VerifyOptions,
  { segments, ranges }: { segments: readonly Segment[]; ranges: readonly DamagedRange[] },
): Promise<{ differences: Difference[]; notes: string[] }> {
  const warehouse = await openPatiently(context);
  if (warehouse === undefined) {
    const notes = ["There is no warehouse to ask (none yet, or in use): entries are not named."];
    return { differences: [], notes: ranges.length > 0 ? notes : [] };
  }
  let differences: Difference[];
  try {
    differences = await unwitnessed(warehouse.connection, segments);
  } finally {
    warehouse.close();
  }
  if (ranges.length === 0) return { differences, notes: [] };
  const entries = await namedEntries(context, ranges);
  if (typeof entries === "string") return { differences, notes: [entries] };
  const notes =
    entries.length > 0
      ? []
      : [
          "The warehouse knows no entry otherwise: it was made after the change, or the change is in what it does not keep.",
        ];
  return { differences: [...differences, ...entries], notes };
}

/** Loads the logs as they are now beside the warehouse, and compares; or says why it could not. */
async function namedEntries(
  context: VerifyOptions,
  ranges: readonly DamagedRange[],
): Promise<Difference[] | string> {
  const { cache, warehouse: path } = homePaths(context.home);
  makePrivateFolder(cache);
  const now = await openInMemory(cache);
  try {
    await ingest(now, ingestOptions(context, cache));
    return await compareEntries(now.connection, path, ranges);
  } catch (error) {
    if (error instanceof UserError) return `Entries are not named: ${error.message}`;
    throw error;
  } finally {
    now.close();
  }
}
