import { createHash } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { DuckDBBlobValue, type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { makePrivateFolder, uniqueName } from "../files/private.ts";
import type { ArchivedPart } from "../model/archive.ts";
import { UserError } from "../model/errors.ts";
import { sqlText } from "./sql-text.ts";

/** Which stretch of which log: what an archive's rows are found by. */
export type PartPlace = Pick<ArchivedPart, "log_key" | "from">;

/** A part to be written, with the log's bytes from its beginning to its end. */
interface PartToWrite extends PartPlace {
  readonly bytes: AsyncIterable<Buffer>;
}

/** Level 9: smaller by a quarter than the default, and still a hundred megabytes in four seconds. */
const PARQUET = "format parquet, compression zstd, compression_level 9, row_group_size 122880";
const CHUNK_BYTES = 1 << 20;
const NEWLINE = Buffer.from("\n");

const OPTIONS = {
  threads: "2",
  memory_limit: "1GB",
  // Rows are lines of a log: their order is part of what is kept.
  preserve_insertion_order: "true",
  autoinstall_known_extensions: "false",
  autoload_known_extensions: "false",
};

/** `archive/2026-05.parquet`: one row a line, as it stood in the log, byte for byte. */
export function archivePath(home: string, month: string): string {
  return join(home, "archive", `${month}.parquet`);
}

/** What a month's archive shall hold. */
interface ArchiveContent {
  /** Parts that are in it already. */
  readonly kept: readonly PartPlace[];
  readonly added: readonly PartToWrite[];
  /** Looks at the new archive before it takes the old one's place; throws where it is not good. */
  readonly check: (path: string) => Promise<void>;
}

/**
 * Writes a month's archive anew, in one step: a kill, or a check that fails, leaves it as it was.
 * Throws UserError where the old one is damaged.
 */
export async function writeArchive(
  path: string,
  parts: ArchiveContent,
  cache: string,
): Promise<void> {
  makePrivateFolder(dirname(path));
  const temporary = join(dirname(path), `.${uniqueName()}.tmp`);
  try {
    // Made by us, so that it is 0600 from its first byte on.
    closeSync(openSync(temporary, "wx", 0o600));
    await withScratch(cache, async (connection) => {
      await connection.run("create table lines (log_key varchar, part_from bigint, line blob)");
      if (existsSync(path)) await keepParts(connection, path, parts.kept);
      for (const part of parts.added) await addPart(connection, part);
      await connection.run(`copy lines to ${sqlText(temporary)} (${PARQUET}, use_tmp_file false)`);
    });
    flush(temporary);
    await parts.check(temporary);
    renameSync(temporary, path);
    flush(dirname(path));
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** The lines of a part, each with its line break, in chunks. Throws UserError where it is damaged. */
export async function* partBytes(
  path: string,
  part: PartPlace,
  cache: string,
): AsyncGenerator<Buffer> {
  if (!existsSync(path)) {
    throw new UserError(`${path} is missing. Restore it: it holds lines that were removed.`);
  }
  const scratch = await openScratch(cache);
  try {
    const rows = await scratch.connection.stream(
      `select line from read_parquet(${sqlText(path)}) where log_key = $key and part_from = $from`,
      { key: part.log_key, from: BigInt(part.from) },
    );
    let pieces: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of rows) {
      for (const value of chunk.getColumnValues(0)) {
        if (!(value instanceof DuckDBBlobValue)) continue;
        pieces.push(value.bytes, NEWLINE);
        size += value.bytes.length + 1;
        if (size < CHUNK_BYTES) continue;
        yield Buffer.concat(pieces);
        pieces = [];
        size = 0;
      }
    }
    if (size > 0) yield Buffer.concat(pieces);
  } catch (error) {
    throw damaged(path, error);
  } finally {
    scratch.close();
  }
}

/** What an archive holds of a part, read back. */
export async function readBack(
  path: string,
  part: PartPlace,
  cache: string,
): Promise<{ readonly bytes: number; readonly lines: number; readonly sha256: string }> {
  const hash = createHash("sha256");
  let bytes = 0;
  let lines = 0;
  for await (const chunk of partBytes(path, part, cache)) {
    hash.update(chunk);
    bytes += chunk.length;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines += 1;
  }
  return { bytes, lines, sha256: hash.digest("hex") };
}

/** Removes what a killed run began to write to `archive/`. With the lock held that writers take. */
export function removeUnfinished(home: string): void {
  const folder = join(home, "archive");
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    if (/^\.[0-9a-z]+\.tmp$/.test(name)) rmSync(join(folder, name), { force: true });
  }
}

/** 0 where there is no such file. */
export function archiveBytes(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

async function keepParts(
  connection: DuckDBConnection,
  path: string,
  kept: readonly PartPlace[],
): Promise<void> {
  try {
    for (const { log_key, from } of kept) {
      await connection.run(
        `insert into lines
         select log_key, part_from, line from read_parquet(${sqlText(path)})
         where log_key = $key and part_from = $from`,
        { key: log_key, from: BigInt(from) },
      );
    }
  } catch (error) {
    throw damaged(path, error);
  }
}

async function addPart(connection: DuckDBConnection, part: PartToWrite): Promise<void> {
  const appender = await connection.createAppender("lines");
  const from = BigInt(part.from);
  for await (const line of wholeLines(part.bytes)) {
    appender.appendVarchar(part.log_key);
    appender.appendBigInt(from);
    appender.appendBlob(line);
    appender.endRow();
  }
  appender.closeSync();
}

/** Every whole line without its line break, however long it is. */
export async function* wholeLines(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let pieces: Buffer[] = [];
  for await (const chunk of bytes) {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      pieces.push(chunk.subarray(start, end));
      yield pieces.length === 1 ? chunk.subarray(start, end) : Buffer.concat(pieces);
      pieces = [];
      start = end + 1;
    }
    if (start < chunk.length) pieces.push(chunk.subarray(start));
  }
}

interface Scratch {
  readonly connection: DuckDBConnection;
  close(): void;
}

async function openScratch(cache: string): Promise<Scratch> {
  const instance = await DuckDBInstance.create(":memory:", { ...OPTIONS, temp_directory: cache });
  const connection = await instance.connect();
  return {
    connection,
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function withScratch(
  cache: string,
  use: (connection: DuckDBConnection) => Promise<void>,
): Promise<void> {
  const scratch = await openScratch(cache);
  try {
    await use(scratch.connection);
  } finally {
    scratch.close();
  }
}

function damaged(path: string, cause: unknown): Error {
  if (!(cause instanceof Error)) return new Error(String(cause));
  return new UserError(
    `${path} cannot be read (${cause.message.split("\n")[0]}). Restore it: it holds lines that were removed.`,
    { cause },
  );
}

/** Until what was written to a file or folder would survive a power cut. */
export function flush(path: string): void {
  const fd = openSync(path, "r");
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
