import type { DuckDBConnection } from "@duckdb/node-api";
import { keyedLogs } from "./keyed-logs.ts";
import { bytesBetween, type LogFile, LogMoved, logBytes } from "./logs.ts";

/** A line that could not be read, with how it begins. */
export interface ListedBadLine {
  /** The name of the log now. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** Of its first byte, in the log as it is uncompressed. */
  readonly offset: number;
  readonly reason: string;
  /** ISO 8601 UTC: when it was read first. */
  readonly found_at: string;
  /** Its first bytes, as they stand in the log: not redacted, not escaped. */
  readonly beginning: Uint8Array;
}

/** More than anybody looks at; a secret that begins in what is shown is known by its end. */
const BEGINNING_BYTES = 4096;

/** The bad lines of every log in order, at most `limit` of them, and how many there are. */
export async function listBadLines(
  connection: DuckDBConnection,
  home: string,
  limit: number,
): Promise<{ readonly lines: readonly ListedBadLine[]; readonly total: number }> {
  const counted = await connection.runAndReadAll("select cast(count(*) as integer) from bad_lines");
  const rows = await connection.runAndReadAll(
    `select log_key, file, cast(line_number as double), cast(byte_offset as double), reason,
       epoch_ms(found_at)
     from bad_lines
     order by file, byte_offset
     limit $limit`,
    { limit },
  );
  const logs = new Map((await keyedLogs(home)).map(({ key, log }) => [key, log]));
  const places = rows.getRowsJson().map(([key, file, line, offset, reason, foundAt]) => {
    const log = logs.get(String(key));
    return {
      log,
      file: log?.file ?? String(file),
      line: Number(line),
      offset: Number(offset),
      reason: String(reason),
      found_at: new Date(Number(foundAt)).toISOString(),
    };
  });
  const lines: ListedBadLine[] = [];
  const read = new Map<LogFile, Map<number, Uint8Array>>();
  for (const { log, ...place } of places) {
    const own = places.filter((one) => one.log === log).map(({ offset }) => offset);
    const known = log === undefined ? undefined : (read.get(log) ?? (await beginnings(log, own)));
    if (log !== undefined && known !== undefined) read.set(log, known);
    lines.push({ ...place, beginning: known?.get(place.offset) ?? new Uint8Array() });
  }
  return { lines, total: Number(counted.getRowsJson()[0]?.[0] ?? 0) };
}

/** How the lines at these offsets begin; none of a log that was moved while it was read. */
async function beginnings(
  log: LogFile,
  offsets: readonly number[],
): Promise<Map<number, Uint8Array>> {
  try {
    return log.compressed ? await passedBy(log, offsets) : await lookedUp(log, offsets);
  } catch (error) {
    if (error instanceof LogMoved) return new Map();
    throw error;
  }
}

async function lookedUp(
  log: LogFile,
  offsets: readonly number[],
): Promise<Map<number, Uint8Array>> {
  const found = new Map<number, Uint8Array>();
  for (const offset of offsets) {
    found.set(offset, firstLine(await bytesBetween(log, offset, offset + BEGINNING_BYTES)));
  }
  return found;
}

/** In one pass: a compressed log has no way to a place but through all before it. */
async function passedBy(
  log: LogFile,
  offsets: readonly number[],
): Promise<Map<number, Uint8Array>> {
  const parts = new Map(offsets.map((offset) => [offset, Buffer.alloc(0)]));
  let at = 0;
  for await (const chunk of logBytes(log, 0)) {
    for (const [offset, part] of parts) {
      const from = offset + part.length;
      const isNext = from >= at && from < at + chunk.length && part.length < BEGINNING_BYTES;
      if (!isNext) continue;
      const more = chunk.subarray(from - at, offset + BEGINNING_BYTES - at);
      parts.set(offset, Buffer.concat([part, more]));
    }
    at += chunk.length;
  }
  return new Map([...parts].map(([offset, part]) => [offset, firstLine(part)]));
}

function firstLine(bytes: Buffer): Buffer {
  const end = bytes.indexOf(10);
  return end < 0 ? bytes : bytes.subarray(0, end);
}
