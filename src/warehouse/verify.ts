import type { DuckDBConnection } from "@duckdb/node-api";
import { readHistory } from "../files/history.ts";
import { homePaths } from "../files/home.ts";
import { HISTORY } from "../model/history.ts";
import type { Segment } from "../model/segment.ts";
import { archivePath, readBack } from "./archive.ts";
import { chainOf } from "./archived-logs.ts";
import type { Difference } from "./difference.ts";
import { keyedLogs } from "./keyed-logs.ts";
import type { LogFile } from "./logs.ts";
import { checkLog, type DamagedRange, runsOf } from "./verify-logs.ts";

export interface SegmentsCheck {
  readonly differences: readonly Difference[];
  readonly ranges: readonly DamagedRange[];
  readonly logs: number;
  readonly bytes: number;
}

/** Every witnessed stretch of every log against the log as it is now. Throws LogMoved. */
export async function checkSegments(
  home: string,
  segments: readonly Segment[],
  onBytes: (bytes: number) => void,
): Promise<SegmentsCheck> {
  const keyed = await keyedLogs(home);
  const keys = [...new Set(segments.map((segment) => segment.log_key))];
  const differences: Difference[] = [];
  const ranges: DamagedRange[] = [];
  for (const key of keys) {
    const own = segments.filter((segment) => segment.log_key === key);
    const log = logOf(keyed, key, own, keys);
    if (log === undefined) {
      differences.push(missing(own));
      continue;
    }
    for (const run of runsOf(own)) {
      const found = await checkLog(log, run, onBytes);
      differences.push(...found.differences);
      ranges.push(...found.ranges);
    }
  }
  const bytes = segments.reduce((sum, { from, to }) => sum + to - from, 0);
  return { differences, ranges, logs: keys.length, bytes };
}

export interface ArchivesCheck {
  readonly differences: readonly Difference[];
  /** Months whose lines were removed from the logs. */
  readonly months: readonly string[];
  readonly lines: number;
}

/** Every archived stretch against the hash that history/archives.jsonl has of it. */
export async function checkArchives(home: string): Promise<ArchivesCheck> {
  const { lines: parts, bad } = readHistory(home, HISTORY.archives);
  const chains = [...new Set(parts.map((part) => part.log_key))].flatMap((key) =>
    chainOf(parts, key),
  );
  const differences: Difference[] = bad > 0 ? [unreadable(bad)] : [];
  for (const part of chains) {
    const words = await archiveProblem(home, part);
    if (words === undefined) continue;
    differences.push({
      what: "archive",
      file: `archive/${part.month}.parquet`,
      offset: part.from,
      to: part.to,
      line: null,
      entry: null,
      words,
    });
  }
  return {
    differences,
    months: [...new Set(chains.map(({ month }) => month))].sort(),
    lines: chains.reduce((sum, { lines }) => sum + lines, 0),
  };
}

/** Lines that the warehouse has loaded, and that no segment witnesses. */
export async function unwitnessed(
  connection: DuckDBConnection,
  segments: readonly Segment[],
): Promise<Difference[]> {
  const rows = await connection.runAndReadAll(
    "select log_key, file, cast(byte_offset as double) from cursors order by file",
  );
  return rows.getRowsJson().flatMap(([key, file, offset]) => {
    const own = segments.filter((segment) => segment.log_key === key);
    const to = own.reduce((most, segment) => Math.max(most, segment.to), 0);
    if (to >= Number(offset)) return [];
    return [
      {
        what: "unwitnessed",
        file: String(file),
        offset: to,
        to: Number(offset),
        line: null,
        entry: null,
        words:
          "was loaded, and history/segments.jsonl does not witness it. After a load that was killed, ingest mends that; else the end of that file was cut",
      },
    ];
  });
}

/** The log of that key; a log whose first line was changed has another one, but its name still. */
function logOf(
  keyed: readonly { readonly log: LogFile; readonly key: string }[],
  key: string,
  own: readonly Segment[],
  keys: readonly string[],
): LogFile | undefined {
  const found = keyed.find((one) => one.key === key);
  if (found !== undefined) return found.log;
  const file = own.at(-1)?.file;
  return keyed.find((one) => one.log.file === file && !keys.includes(one.key))?.log;
}

function unreadable(lines: number): Difference {
  return {
    what: "archive",
    file: "history/archives.jsonl",
    offset: null,
    to: null,
    line: null,
    entry: null,
    words: `has ${lines} lines that cannot be read: what they say of archives is unknown`,
  };
}

function missing(segments: readonly Segment[]): Difference {
  const last = segments.at(-1);
  const lines = segments.reduce((sum, one) => sum + one.lines, 0);
  return {
    what: "missing",
    file: last?.file ?? "",
    offset: 0,
    to: last?.to ?? 0,
    line: 1,
    entry: null,
    words: `is gone, or begins with another line than it did: ${lines} lines, last witnessed ${last?.at ?? ""}`,
  };
}

async function archiveProblem(
  home: string,
  part: Parameters<typeof readBack>[1] & { month: string; sha256: string; file: string },
): Promise<string | undefined> {
  try {
    const found = await readBack(archivePath(home, part.month), part, homePaths(home).cache);
    if (found.sha256 === part.sha256) return undefined;
    return `does not hold what was removed from ${part.file}: ${found.lines} lines, ${found.bytes} bytes of another hash`;
  } catch (error) {
    if (error instanceof Error && error.name === "UserError") return error.message;
    throw error;
  }
}
