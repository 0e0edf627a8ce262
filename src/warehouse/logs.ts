import { createHash } from "node:crypto";
import {
  closeSync,
  constants,
  createReadStream,
  existsSync,
  fstatSync,
  openSync,
  readdirSync,
  readSync,
} from "node:fs";
import { join } from "node:path";
import { createGunzip } from "node:zlib";
import { isLogName } from "../files/log-names.ts";
import { hasCode } from "../files/private.ts";
import { UserError } from "../model/errors.ts";

/** One log under home. */
export interface LogFile {
  readonly file: string;
  readonly path: string;
  readonly compressed: boolean;
  /** As on disk, so compressed where the log is. */
  readonly size: number;
  readonly mtimeMs: number;
  /** Which file it was when it was listed. */
  readonly inode: number;
  /** Of a log whose beginning stands in archives: up to where, and what is left of it beside. */
  readonly archived?: { readonly to: number; readonly rest: LogFile | undefined };
  /** How such a log is read. */
  readonly read?: (from: number) => AsyncGenerator<Buffer>;
}

/** A compressed log that cannot be read to its end. */
export class DamagedLog extends UserError {}

/** A log was rotated or compressed since it was listed. List again. */
export class LogMoved extends Error {
  override readonly name = "LogMoved";
}

/** One line of a log with its place: byte offset (decompressed) and number from 1. */
export interface LogLine {
  readonly offset: number;
  readonly number: number;
  /** Without the line break. */
  readonly bytes: Buffer;
}

/** Longest line that is loaded; the hook writes at most 16 KiB, older logs wrote more. */
export const LINE_LIMIT = 4 << 20;
/** How much of its first line a log is known by, at most. */
export const FIRST_LINE_LIMIT = 1 << 20;

/** Every log under home by name; a folder or a link of such a name is left out. */
export function listLogs(home: string): LogFile[] {
  if (!existsSync(home)) return [];
  return readdirSync(home, { withFileTypes: true })
    .filter((item) => item.isFile() && isLogName(item.name))
    .flatMap((item) => describeLog(home, item.name) ?? [])
    .sort((a, b) => (a.file < b.file ? -1 : 1));
}

/**
 * SHA-256 of the log's first line: a rotated, renamed or compressed log keeps it. Undefined while
 * there is no whole line yet.
 */
export async function logKey(log: LogFile): Promise<string | undefined> {
  let head = Buffer.alloc(0);
  for await (const chunk of logBytes(log, 0)) {
    const newline = chunk.indexOf(10);
    head = Buffer.concat([head, newline < 0 ? chunk : chunk.subarray(0, newline)]);
    if (newline >= 0 || head.length >= FIRST_LINE_LIMIT) {
      return createHash("sha256").update(head.subarray(0, FIRST_LINE_LIMIT)).digest("hex");
    }
  }
  return undefined;
}

/**
 * The log's bytes from an offset (decompressed), in chunks. Throws LogMoved where another file
 * has its name by now.
 */
export async function* logBytes(log: LogFile, from: number): AsyncGenerator<Buffer> {
  if (log.read !== undefined) return yield* log.read(from);
  const fd = openListed(log);
  if (!log.compressed) {
    yield* buffers(createReadStream("", { fd, start: from, highWaterMark: 1 << 20 }));
    return;
  }
  const plain = createReadStream("", { fd, start: 0 }).pipe(createGunzip({ chunkSize: 1 << 20 }));
  let skip = from;
  try {
    for await (const chunk of buffers(plain)) {
      if (chunk.length > skip) yield chunk.subarray(skip);
      skip = Math.max(0, skip - chunk.length);
    }
  } catch (error) {
    if (!(error instanceof Error && "code" in error && String(error.code).startsWith("Z_"))) {
      throw error;
    }
    throw new DamagedLog(
      `${log.path} is cut short or damaged (${error.message}). Restore it, or move it out of the folder.`,
      { cause: error },
    );
  }
}

/** The whole lines of a log between two offsets; of one that is too long only its end. */
export async function* logLines(
  log: LogFile,
  from: { offset: number; lines: number },
  to: number,
): AsyncGenerator<LogLine> {
  let rest = Buffer.alloc(0);
  let dropped = 0;
  let { offset, lines } = from;
  for await (const chunk of logBytes(log, from.offset)) {
    const block = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = block.indexOf(10); end >= 0; end = block.indexOf(10, start)) {
      if (offset >= to) return;
      lines += 1;
      yield { offset, number: lines, bytes: block.subarray(start, end) };
      offset += dropped + end + 1 - start;
      dropped = 0;
      start = end + 1;
    }
    rest = Buffer.from(block.subarray(start));
    if (dropped + rest.length <= LINE_LIMIT) continue;
    dropped += rest.length;
    rest = Buffer.alloc(0);
  }
}

/** The bytes between two offsets (decompressed); fewer where the log ends before. Throws LogMoved. */
export async function bytesBetween(log: LogFile, from: number, to: number): Promise<Buffer> {
  if (!log.compressed) return readBetween(log, from, to);
  const parts: Buffer[] = [];
  let left = to - from;
  for await (const chunk of logBytes(log, from)) {
    parts.push(chunk.subarray(0, left));
    left -= chunk.length;
    if (left <= 0) break;
  }
  return Buffer.concat(parts);
}

function readBetween(log: LogFile, from: number, to: number): Buffer {
  const fd = openListed(log);
  try {
    const bytes = Buffer.alloc(Math.max(0, to - from));
    return bytes.subarray(0, readSync(fd, bytes, 0, bytes.length, from));
  } finally {
    closeSync(fd);
  }
}

async function* buffers(stream: AsyncIterable<unknown>): AsyncGenerator<Buffer> {
  for await (const chunk of stream) {
    if (Buffer.isBuffer(chunk)) yield chunk;
  }
}

function openListed(log: LogFile): number {
  const fd = openIfThere(log.path);
  if (fd !== undefined && fstatSync(fd).ino === log.inode) return fd;
  if (fd !== undefined) closeSync(fd);
  throw new LogMoved(`${log.path} was moved while it was read. Try again.`);
}

function openIfThere(path: string): number | undefined {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

/** Undefined where it went since the folder was read. */
function describeLog(home: string, file: string): LogFile | undefined {
  const path = join(home, file);
  const fd = openIfThere(path);
  if (fd === undefined) return undefined;
  try {
    const { size, mtimeMs, ino: inode } = fstatSync(fd);
    const magic = Buffer.alloc(2);
    readSync(fd, magic, 0, 2, 0);
    return { file, path, compressed: magic[0] === 0x1f && magic[1] === 0x8b, size, mtimeMs, inode };
  } finally {
    closeSync(fd);
  }
}
