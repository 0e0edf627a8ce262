import type { DuckDBConnection } from "@duckdb/node-api";
import type { LogFile } from "./logs.ts";
import type { Slice } from "./slices.ts";

/** How far a log is loaded; `lines` and `offset` of the log as it is uncompressed. */
export interface Cursor {
  readonly offset: number;
  readonly lines: number;
  readonly fileSize: number;
  readonly fileMtimeMs: number;
}

const START: Cursor = { offset: 0, lines: 0, fileSize: -1, fileMtimeMs: -1 };

export async function readCursor(connection: DuckDBConnection, key: string): Promise<Cursor> {
  const rows = await connection.runAndReadAll(
    `select cast(byte_offset as double) as "offset", cast(lines as double) as lines,
       cast(file_size as double) as size, file_mtime_ms as mtime
     from cursors where log_key = $key`,
    { key },
  );
  const row = rows.getRowsJson()[0];
  if (row === undefined) return START;
  const [offset = 0, lines = 0, fileSize = -1, fileMtimeMs = -1] = row.map(Number);
  return { offset, lines, fileSize, fileMtimeMs };
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
    "update cursors set file_size = $size, file_mtime_ms = $mtime where log_key = $key",
    { key, size: log.size, mtime: log.mtimeMs },
  );
}

export function isUnchanged(cursor: Cursor, log: LogFile): boolean {
  return cursor.fileSize === log.size && cursor.fileMtimeMs === log.mtimeMs;
}

/** A log with lines taken away: what stands before the cursor is not what was read. */
export function isCutOff(cursor: Cursor, log: LogFile): boolean {
  return !log.compressed && log.size < cursor.offset;
}

/**
 * To the start of the log. Its bad lines are found again; entries are known by their ids. Older
 * lines have none: what is left of them is loaded a second time.
 */
export async function rewind(connection: DuckDBConnection, key: string): Promise<Cursor> {
  await connection.run("begin");
  await connection.run("delete from cursors where log_key = $key", { key });
  await connection.run("delete from bad_lines where log_key = $key", { key });
  await connection.run("commit");
  return START;
}

export async function moveCursor(
  connection: DuckDBConnection,
  { log, key, slice }: { log: LogFile; key: string; slice: Slice },
): Promise<void> {
  await connection.run("delete from cursors where log_key = $key", { key });
  await connection.run("insert into cursors values ($key, $file, $offset, $lines, $size, $mtime)", {
    key,
    file: log.file,
    offset: slice.to.offset,
    lines: slice.to.lines,
    size: START.fileSize,
    mtime: START.fileMtimeMs,
  });
}
