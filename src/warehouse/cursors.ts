import type { DuckDBConnection } from "@duckdb/node-api";
import type { LogFile } from "./logs.ts";
import type { Slice } from "./slices.ts";
import { holdsTail, type Tail } from "./tail.ts";

/** How far a log is loaded; `lines` and `offset` of the log as it is uncompressed. */
export interface Cursor {
  /** The name under which it was loaded last. */
  readonly file: string;
  readonly offset: number;
  readonly lines: number;
  readonly fileSize: number;
  readonly fileMtimeMs: number;
  readonly tail: Tail;
}

/** No file has this size: what was not read to its end is not taken for finished. */
const NOT_AT_END = -1;

/** Every cursor by the key of its log. */
export async function readCursors(connection: DuckDBConnection): Promise<Map<string, Cursor>> {
  const rows = await connection.runAndReadAll(
    `select log_key, file, cast(byte_offset as double), cast(lines as double),
       cast(file_size as double), file_mtime_ms, tail_bytes, tail_sha256
     from cursors`,
  );
  return new Map(
    rows.getRowsJson().map(([key, file, offset, lines, size, mtime, bytes, sha256]) => [
      String(key),
      {
        file: String(file),
        offset: Number(offset),
        lines: Number(lines),
        fileSize: Number(size),
        fileMtimeMs: Number(mtime),
        tail: { bytes: Number(bytes), sha256: String(sha256) },
      },
    ]),
  );
}

/**
 * Size and time are remembered once a log was read to its end, so that a cut-off run is not taken
 * for a finished one. They are from before the reading: what was appended since is not missed.
 */
export async function rememberEnd(
  connection: DuckDBConnection,
  key: string,
  log: LogFile,
): Promise<void> {
  await connection.run(
    "update cursors set file = $file, file_size = $size, file_mtime_ms = $mtime where log_key = $key",
    { key, file: log.file, size: log.size, mtime: log.mtimeMs },
  );
}

export function isUnchanged(cursor: Cursor, log: LogFile): boolean {
  return cursor.fileSize === log.size && cursor.fileMtimeMs === log.mtimeMs;
}

/** Whether a log still holds what was loaded of it, so that what follows may be loaded. */
export async function isContinued(cursor: Cursor, log: LogFile): Promise<boolean> {
  return isUnchanged(cursor, log) || holdsTail(log, cursor.offset, cursor.tail);
}

export async function moveCursor(
  connection: DuckDBConnection,
  { log, key, slice }: { log: LogFile; key: string; slice: Slice },
): Promise<void> {
  await connection.run("delete from cursors where log_key = $key", { key });
  await connection.run(
    `insert into cursors values
       ($key, $file, $offset, $lines, $size, $mtime, $tail_bytes, $tail_sha256)`,
    {
      key,
      file: log.file,
      offset: slice.to.offset,
      lines: slice.to.lines,
      size: NOT_AT_END,
      mtime: NOT_AT_END,
      tail_bytes: slice.tail.bytes,
      tail_sha256: slice.tail.sha256,
    },
  );
}
