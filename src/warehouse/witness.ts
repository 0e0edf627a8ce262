import { createHash } from "node:crypto";
import { join } from "node:path";
import { appendLine, readPrivate } from "../files/private.ts";
import { Segment } from "../model/segment.ts";
import { bytesBetween, type LogFile, LogMoved, logBytes } from "./logs.ts";

/** Where the log stood: line count and rolling hash over all that was read. */
export interface Anchor {
  readonly line: number;
  readonly sha256: string;
}

/** How far one log is loaded. */
export interface LoadedLog {
  readonly log: LogFile;
  readonly logKey: string;
  readonly offset: number;
  readonly lines: number;
}

/**
 * Witnesses what was loaded but not witnessed yet. What an interrupted run left out is caught up;
 * what an earlier warehouse had witnessed is not witnessed twice. A log that does not hold what
 * was witnessed of it any more is witnessed from its start again: what was said of it before
 * stays, for whoever asks what became of those lines.
 */
export async function witness(
  home: string,
  loaded: readonly LoadedLog[],
  at: string,
): Promise<void> {
  const known = readSegments(home);
  let last = known.at(-1);
  for (const one of loaded) {
    const own = latestOf(known, one.logKey);
    if (own.at(-1)?.to === one.offset) continue;
    const before = (await holds(one, own.at(-1))) ? endOf(own) : START;
    if (before.offset >= one.offset) continue;
    const sha256 = await hashOf(one.log, before.offset, one.offset);
    // Rotated meanwhile: it is witnessed under its new name, next time.
    if (sha256 === undefined) continue;
    const lines = one.lines - before.lines;
    const segment: Segment = {
      v: 1,
      at,
      log_key: one.logKey,
      file: one.log.file,
      from: before.offset,
      to: one.offset,
      lines,
      total_lines: (last?.total_lines ?? 0) + lines,
      sha256,
      rolling: createHash("sha256")
        .update(last?.rolling ?? "")
        .update(sha256)
        .digest("hex"),
    };
    appendLine(segmentsPath(home), JSON.stringify(segment));
    last = segment;
  }
}

/**
 * When a place in a log was first read, or undefined where it never was: what was found there was
 * known since then, whatever warehouse it is loaded into now.
 */
export function firstRead(home: string): (logKey: string, offset: number) => string | undefined {
  const segments = readSegments(home);
  const latest = new Map<string, Segment[]>();
  return (logKey, offset) => {
    const own = latest.get(logKey) ?? latestOf(segments, logKey);
    latest.set(logKey, own);
    return own.find((one) => one.from <= offset && offset < one.to)?.at;
  };
}

/** The anchor as it stood at `asOf`; null before the first segment. */
export function anchorAt(home: string, asOf: string): Anchor | null {
  return anchorsOf(home)(asOf);
}

/** The same for several times: what is on record is read once. */
export function anchorsOf(home: string): (asOf: string) => Anchor | null {
  const segments = readSegments(home);
  return (asOf) => {
    const last = segments.findLast((segment) => segment.at <= asOf);
    return last === undefined ? null : { line: last.total_lines, sha256: last.rolling };
  };
}

/** Up to which offset each log is witnessed; 0 for one that is not. */
export function witnessedUpTo(home: string): (logKey: string) => number {
  const segments = readSegments(home);
  return (logKey) => endOf(latestOf(segments, logKey)).offset;
}

function segmentsPath(home: string): string {
  return join(home, "history", "segments.jsonl");
}

/** Whole lines only: one torn by a crash was not finished, and is witnessed again. */
function readSegments(home: string): Segment[] {
  const text = readPrivate(segmentsPath(home)) ?? "";
  return text.split("\n").flatMap((line) => {
    const read = Segment.safeParse(jsonOrUndefined(line));
    return read.success ? [read.data] : [];
  });
}

const START = { offset: 0, lines: 0 } as const;
/** A longer segment is not read again for each few lines that follow it. */
const CHECKED_BYTES = 8 << 20;

/** A log's segments since it was last witnessed from its start. */
function latestOf(segments: readonly Segment[], logKey: string): Segment[] {
  const own = segments.filter((segment) => segment.log_key === logKey);
  const first = own.findLastIndex((segment) => segment.from === 0);
  return first < 0 ? own : own.slice(first);
}

function endOf(own: readonly Segment[]): { offset: number; lines: number } {
  return {
    offset: own.reduce((most, segment) => Math.max(most, segment.to), 0),
    lines: own.reduce((sum, segment) => sum + segment.lines, 0),
  };
}

/** Whether the log still holds its last segment, as far as a short look tells. */
async function holds({ log, offset }: LoadedLog, last: Segment | undefined): Promise<boolean> {
  if (last === undefined) return true;
  if (offset < last.to) return false;
  if (last.to - last.from <= CHECKED_BYTES) {
    const sha256 = await hashOf(log, last.from, last.to);
    return sha256 === undefined || sha256 === last.sha256;
  }
  return endsLine(log, last.to);
}

async function endsLine(log: LogFile, offset: number): Promise<boolean> {
  try {
    return (await bytesBetween(log, offset - 1, offset))[0] === 10;
  } catch (error) {
    // Rotated meanwhile: asked again next time.
    if (error instanceof LogMoved) return true;
    throw error;
  }
}

async function hashOf(log: LogFile, from: number, to: number): Promise<string | undefined> {
  const hash = createHash("sha256");
  let left = to - from;
  try {
    for await (const chunk of logBytes(log, from)) {
      hash.update(chunk.subarray(0, left));
      left -= chunk.length;
      if (left <= 0) break;
    }
  } catch (error) {
    if (error instanceof LogMoved) return undefined;
    throw error;
  }
  return hash.digest("hex");
}

function jsonOrUndefined(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
