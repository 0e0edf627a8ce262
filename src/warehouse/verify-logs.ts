import { createHash } from "node:crypto";
import { UserError } from "../model/errors.ts";
import type { Segment } from "../model/segment.ts";
import type { Difference } from "./difference.ts";
import { type LogFile, LogMoved, logBytes } from "./logs.ts";
import { findAgain } from "./verify-resync.ts";

/** A stretch of a log that is not what was witnessed, as it lies there now. */
export interface DamagedRange {
  readonly log: LogFile;
  readonly from: number;
  readonly to: number;
  /** Lines of the log before it. */
  readonly linesBefore: number;
  /** What is told of it. */
  readonly stretch: Difference;
}

export interface LogCheck {
  readonly differences: readonly Difference[];
  readonly ranges: readonly DamagedRange[];
}

/** Segments of one log that follow each other without a gap, with the lines of it before them. */
export interface SegmentRun {
  readonly segments: readonly Segment[];
  readonly linesBefore: number;
}

/**
 * Hashes a log's segments again, in one pass. Behind a segment that does not hold, the next one
 * is looked for nearby, so that one line more or less does not condemn all that follows.
 * Throws LogMoved.
 */
export async function checkLog(
  log: LogFile,
  { segments, linesBefore }: SegmentRun,
  onBytes: (bytes: number) => void,
): Promise<LogCheck> {
  const differences: Difference[] = [];
  const ranges: DamagedRange[] = [];
  let at = { index: 0, shift: 0, lines: linesBefore };
  try {
    while (at.index < segments.length) {
      const passed = await pass(log, segments, at, onBytes);
      const broken = segments[passed.index];
      if (broken === undefined) break;
      const from = broken.from + at.shift;
      const end = await endOf(log, from, broken.to + at.shift);
      if (end.offset <= from || (end.isEnd && end.offset < broken.to + at.shift)) {
        const stretch = cutOff(log, segments.slice(passed.index), { end, lines: passed.lines });
        differences.push(stretch);
        if (end.offset > from) {
          ranges.push({ log, from, to: end.offset, linesBefore: passed.lines, stretch });
        }
        break;
      }
      const next = await findAgain(log, segments, { index: passed.index, shift: at.shift });
      const to = next === undefined ? await sizeOf(log, from) : next.from;
      const stretch = changed(log, segments, {
        index: passed.index,
        next: next?.index,
        from,
        to,
        lines: passed.lines,
      });
      differences.push(stretch);
      ranges.push({ log, from, to, linesBefore: passed.lines, stretch });
      if (next === undefined) break;
      const found = segments[next.index];
      at = {
        index: next.index,
        shift: next.from - (found?.from ?? 0),
        lines: passed.lines + next.lines,
      };
    }
  } catch (error) {
    if (error instanceof LogMoved || !(error instanceof UserError)) throw error;
    const what = log.archived === undefined ? "damaged" : "archive";
    const place = { offset: null, to: null, line: null, entry: null };
    differences.push({ what, file: log.file, ...place, words: error.message });
  }
  return { differences, ranges };
}

/** Segments from `at.index` on, up to the first that does not hold. */
async function pass(
  log: LogFile,
  segments: readonly Segment[],
  at: { index: number; shift: number; lines: number },
  onBytes: (bytes: number) => void,
): Promise<{ index: number; lines: number }> {
  let { index, lines } = at;
  let segment = segments[index];
  if (segment === undefined) return { index, lines };
  let hash = createHash("sha256");
  let left = segment.to - segment.from;
  for await (const chunk of logBytes(log, segment.from + at.shift)) {
    let rest: Buffer = chunk;
    while (rest.length > 0) {
      const own = rest.subarray(0, left);
      hash.update(own);
      left -= own.length;
      rest = rest.subarray(own.length);
      if (left > 0) continue;
      if (hash.digest("hex") !== segment.sha256) return { index, lines };
      onBytes(segment.to - segment.from);
      lines += segment.lines;
      index += 1;
      const next: Segment | undefined = segments[index];
      if (next === undefined) return { index, lines };
      segment = next;
      hash = createHash("sha256");
      left = segment.to - segment.from;
    }
  }
  return { index, lines };
}

/** Where the log ends, if that is before `to`. */
async function endOf(
  log: LogFile,
  from: number,
  to: number,
): Promise<{ offset: number; isEnd: boolean }> {
  let offset = from;
  for await (const chunk of logBytes(log, from)) {
    offset += chunk.length;
    if (offset >= to) return { offset: to, isEnd: false };
  }
  return { offset: Math.min(offset, await sizeOf(log, from)), isEnd: true };
}

async function sizeOf(log: LogFile, from: number): Promise<number> {
  if (!log.compressed) return log.size;
  let size = from;
  for await (const chunk of logBytes(log, from)) size += chunk.length;
  return size;
}

function cutOff(
  log: LogFile,
  lost: readonly Segment[],
  { end, lines }: { end: { offset: number }; lines: number },
): Difference {
  const witnessedTo = lost.at(-1)?.to ?? 0;
  const [first] = lost;
  return {
    what: "cut",
    file: log.file,
    offset: end.offset,
    to: witnessedTo,
    line: lines + 1,
    entry: null,
    words: `ends at byte ${end.offset}, but was witnessed up to byte ${witnessedTo}${first === undefined ? "" : ` (${first.at} and later)`}`,
  };
}

function changed(
  log: LogFile,
  segments: readonly Segment[],
  at: { index: number; next: number | undefined; from: number; to: number; lines: number },
): Difference {
  const broken = segments.slice(at.index, at.next ?? segments.length);
  const lines = broken.reduce((sum, one) => sum + one.lines, 0);
  const bytes = broken.reduce((sum, one) => sum + one.to - one.from, 0);
  const grown = at.to - at.from - bytes;
  const size =
    at.next === undefined && at.index + 1 < segments.length
      ? "; what follows it was not found again"
      : grown === 0
        ? ", and its length is as it was"
        : at.next === undefined
          ? ""
          : `, and it is ${Math.abs(grown)} bytes ${grown > 0 ? "longer" : "shorter"}`;
  return {
    what: "changed",
    file: log.file,
    offset: at.from,
    to: at.to,
    line: at.lines + 1,
    entry: null,
    words: `is not what was witnessed on ${broken[0]?.at ?? ""} (${lines} lines)${size}`,
  };
}

/**
 * A log's segments in the order in which they were witnessed, one run for each time that the log
 * was begun anew, or that its history has a gap.
 */
export function runsOf(segments: readonly Segment[]): SegmentRun[] {
  const runs: { segments: Segment[]; linesBefore: number }[] = [];
  for (const segment of segments) {
    const run = runs.at(-1);
    if (run !== undefined && run.segments.at(-1)?.to === segment.from) run.segments.push(segment);
    else {
      const before = segments.filter((one) => segment.from > 0 && one.to <= segment.from);
      const linesBefore = before.reduce((sum, { lines }) => sum + lines, 0);
      runs.push({ segments: [segment], linesBefore });
    }
  }
  return runs;
}
