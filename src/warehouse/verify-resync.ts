import { createHash } from "node:crypto";
import type { Segment } from "../model/segment.ts";
import { type LogFile, logBytes } from "./logs.ts";

/** How many lines more or less are tried. */
const NEARBY_LINES = 64;
/** How much is hashed in the search, at most. */
const BUDGET_BYTES = 1 << 30;

/** Where a segment that holds begins now, behind one that does not. */
interface Found {
  readonly index: number;
  readonly from: number;
  /** Lines that lie there now between the broken segment's beginning and this one's. */
  readonly lines: number;
}

interface LineStart {
  readonly offset: number;
  /** Counted from the broken segment's beginning. */
  readonly lines: number;
}

/**
 * The segment after a broken one: at its old place, or where it would begin if lines were taken,
 * put in or changed in length. Undefined where it is not found, or none follows.
 */
export async function findAgain(
  log: LogFile,
  segments: readonly Segment[],
  at: { readonly index: number; readonly shift: number },
): Promise<Found | undefined> {
  const broken = segments[at.index];
  const index = at.index + 1;
  const next = segments[index];
  if (broken === undefined || next === undefined || next.from !== broken.to) return undefined;
  const size = next.to - next.from;
  let budget = BUDGET_BYTES;
  const starts = await lineStarts(log, broken.from + at.shift, broken.lines);
  for (const start of starts) {
    if (budget < size) return undefined;
    budget -= size;
    if ((await hashAt(log, start.offset, size)) === next.sha256) {
      return { index, from: start.offset, lines: start.lines };
    }
  }
  return undefined;
}

/** Line beginnings about `lines` lines behind `from`, the likeliest first. */
async function lineStarts(log: LogFile, from: number, lines: number): Promise<LineStart[]> {
  const starts: LineStart[] = [];
  const isNear = (count: number): boolean => Math.abs(count - lines) <= NEARBY_LINES;
  let offset = from;
  let count = 0;
  if (isNear(0)) starts.push({ offset, lines: 0 });
  search: for await (const chunk of logBytes(log, from)) {
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, end + 1)) {
      count += 1;
      if (isNear(count)) starts.push({ offset: offset + end + 1, lines: count });
      if (count > lines + NEARBY_LINES) break search;
    }
    offset += chunk.length;
  }
  return starts.sort((a, b) => Math.abs(a.lines - lines) - Math.abs(b.lines - lines));
}

async function hashAt(log: LogFile, from: number, size: number): Promise<string> {
  const hash = createHash("sha256");
  let left = size;
  for await (const chunk of logBytes(log, from)) {
    hash.update(chunk.subarray(0, left));
    left -= chunk.length;
    if (left <= 0) break;
  }
  return hash.digest("hex");
}
