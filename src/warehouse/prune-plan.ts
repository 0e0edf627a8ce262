import { createHash } from "node:crypto";
import { wholeLines } from "./archive.ts";
import { FIRST_LINE_LIMIT, type LogFile, logBytes } from "./logs.ts";

/** A stretch of a log that may go to a month's archive. Offsets as in the log before any archive. */
export interface PlannedPart {
  readonly month: string;
  readonly from: number;
  readonly to: number;
  readonly lines: number;
  readonly sha256: string;
  /** What the log after it is known by; null where no whole line follows. */
  readonly restKey: string | null;
}

export interface PruneLimit {
  /** `2026-06`: months before it are closed. In UTC, as the names of rotated logs are. */
  readonly openMonth: string;
  /** ISO 8601 UTC. A line of the future does not say when it was written. */
  readonly now: string;
}

interface OpenPart {
  readonly month: string;
  readonly from: number;
  to: number;
  lines: number;
  readonly hash: ReturnType<typeof createHash>;
}

/**
 * The lines at a log's beginning that belong to closed months, one part for each month. A line
 * without a time, or of a month before, goes with the lines around it. The first line of a month
 * that is not closed ends the search: nothing behind it is touched.
 */
export async function closedParts(log: LogFile, limit: PruneLimit): Promise<PlannedPart[]> {
  const start = log.archived?.to ?? 0;
  const parts: OpenPart[] = [];
  const rests: (string | null)[] = [];
  let untimed: Buffer[] = [];
  for await (const line of wholeLines(logBytes(log, start))) {
    const own = monthOf(line, limit.now);
    const last = parts.at(-1);
    if (own === undefined && last === undefined) {
      untimed.push(Buffer.from(line));
      continue;
    }
    const month = laterOf(own, last?.month);
    if (month >= limit.openMonth) {
      // Before the first line with a time there is nothing that could be archived.
      rests.push(keyOf(line));
      return finished(parts, rests);
    }
    if (last?.month !== month) {
      if (last !== undefined) rests.push(keyOf(line));
      const from = last?.to ?? start;
      parts.push({ month, from, to: from, lines: 0, hash: createHash("sha256") });
    }
    const open = parts.at(-1);
    if (open === undefined) continue;
    for (const each of [...untimed, line]) take(open, each);
    untimed = [];
  }
  rests.push(null);
  return finished(parts, rests);
}

function take(part: OpenPart, line: Buffer): void {
  part.hash.update(line).update("\n");
  part.to += line.length + 1;
  part.lines += 1;
}

function finished(parts: readonly OpenPart[], rests: readonly (string | null)[]): PlannedPart[] {
  return parts.map(({ month, from, to, lines, hash }, index) => ({
    month,
    from,
    to,
    lines,
    sha256: hash.digest("hex"),
    restKey: rests[index] ?? null,
  }));
}

/** As `logKey` would name a log that begins with this line. */
function keyOf(line: Buffer): string {
  return createHash("sha256").update(line.subarray(0, FIRST_LINE_LIMIT)).digest("hex");
}

function laterOf(own: string | undefined, last: string | undefined): string {
  if (own === undefined || last === undefined) return own ?? last ?? "";
  return own > last ? own : last;
}

/** `2026-05`, in UTC; undefined for a line that does not tell. */
function monthOf(line: Buffer, now: string): string | undefined {
  const time = timeOf(line);
  if (time === undefined || time > Date.parse(now)) return undefined;
  return new Date(time).toISOString().slice(0, 7);
}

/** Milliseconds; times without a zone are UTC, as they are to the warehouse. */
function timeOf(line: Buffer): number | undefined {
  const written = timestampOf(line);
  if (written === undefined || !/^\d{4}-\d{2}-\d{2}/.test(written)) return undefined;
  const zoned = /(Z|[+-]\d{2}(:?\d{2})?)$/i.test(written.slice(10));
  const time = Date.parse(zoned ? written : `${written.replace(" ", "T")}Z`);
  return Number.isNaN(time) ? undefined : time;
}

function timestampOf(line: Buffer): string | undefined {
  try {
    const { timestamp } = Object(JSON.parse(line.toString("utf8")));
    return typeof timestamp === "string" ? timestamp : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
