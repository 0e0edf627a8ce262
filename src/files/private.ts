import {
  type BigIntStats,
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { UnsafeFile } from "../model/errors.ts";

/**
 * Everything under home is ours alone: folders 0700, files 0600, opened without following a link
 * in the last step; what is not ours, not a regular file, or writable by others is refused.
 */

/**
 * Makes the folder and those above it that are missing. Throws the system's error. Step by step:
 * `recursive` of Node 20 to 24 never ends where a folder cannot be made and its parent is there, as
 * in /proc.
 */
export function makePrivateFolder(path: string): void {
  if (isFolder(path)) return;
  const above = dirname(path);
  if (above !== path) makePrivateFolder(above);
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another process was faster.
    if (!hasCode(error, "EEXIST") || !isFolder(path)) throw error;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** The file's text, or undefined where there is none. Throws UnsafeFile. */
export function readPrivate(path: string): string | undefined {
  const fd = openForReading(path);
  if (fd === undefined) return undefined;
  try {
    return readFileSync(fd, "utf8");
  } finally {
    closeSync(fd);
  }
}

/** The last `limit` bytes and the whole size, or undefined without a file. Throws UnsafeFile. */
export function readPrivateTail(
  path: string,
  limit: number,
): { readonly bytes: Buffer; readonly size: number } | undefined {
  const fd = openForReading(path);
  if (fd === undefined) return undefined;
  try {
    const size = Number(statusOf(fd).size);
    const bytes = Buffer.alloc(Math.min(size, limit));
    const read = readSync(fd, bytes, 0, bytes.length, size - bytes.length);
    return { bytes: bytes.subarray(0, read), size };
  } finally {
    closeSync(fd);
  }
}

/** A file that is read in pieces. */
export interface PrivateFile {
  /** In bytes. */
  readonly size: number;
  /** The bytes from `start` to before `end`; fewer where the file ends sooner. */
  bytes(start: number, end: number): Buffer;
}

/** What `look` makes of the file, or undefined where there is none. Throws UnsafeFile. */
export function lookIntoPrivate<T>(path: string, look: (file: PrivateFile) => T): T | undefined {
  const fd = openForReading(path);
  if (fd === undefined) return undefined;
  try {
    const size = Number(statusOf(fd).size);
    return look({
      size,
      bytes: (start, end) => {
        const bytes = Buffer.allocUnsafe(Math.max(0, Math.min(end, size) - start));
        return bytes.subarray(0, readSync(fd, bytes, 0, bytes.length, start));
      },
    });
  } finally {
    closeSync(fd);
  }
}

/**
 * Appends whole lines with one write each, so that lines of other processes stay whole.
 * After a torn last line (a full disk, a crash) the new line starts on its own.
 * Throws UnsafeFile, and the system's error where it cannot be written.
 */
export function appendLine(path: string, line: string): void {
  const fd = openForAppend(path);
  try {
    writeWhole(fd, `${line}\n`);
  } finally {
    closeSync(fd);
  }
}

/** A descriptor to read from, or undefined where there is no file. Throws UnsafeFile. */
export function openForReading(path: string): number | undefined {
  try {
    return openSafe(path, constants.O_RDONLY);
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

export function openForAppend(path: string): number {
  const flags = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT;
  try {
    return openSafe(path, flags);
  } catch (error) {
    if (!hasCode(error, "ENOENT")) throw error;
    makePrivateFolder(dirname(path));
    return openSafe(path, flags);
  }
}

/** One write of all the text; throws where the system took only a part of it. */
export function writeWhole(fd: number, text: string): void {
  const bytes = Buffer.from(endsInNewline(fd) ? text : `\n${text}`);
  const written = writeSync(fd, bytes);
  if (written !== bytes.length) {
    throw new Error(`only ${written} of ${bytes.length} bytes could be written. Is the disk full?`);
  }
}

/** Replaces the file in one step: written beside it, flushed, renamed over it. */
export function replacePrivate(path: string, content: string | Uint8Array): void {
  makePrivateFolder(dirname(path));
  const temporary = join(dirname(path), `.${uniqueName()}.tmp`);
  try {
    const fd = openSync(temporary, "wx", 0o600);
    try {
      writeFileSync(fd, content);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** What `replacePrivate` writes beside a file, and a kill leaves: `.a8x0k2….tmp`; not `.a.tmp`. */
export const LEFT_BEHIND = /^\.[a-z0-9]{12,}\.tmp$/;

/**
 * A name that nobody else takes, for a file opened with `wx`: a clash is an error, not a mix-up.
 * node:crypto would cost every command a tenth of Node's own start.
 */
export function uniqueName(): string {
  return [Math.random(), Math.random()].map((one) => one.toString(36).slice(2)).join("");
}

/** True where `error` is a system error with this code, e.g. `ENOENT`. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

function openSafe(path: string, flags: number): number {
  // O_NONBLOCK: opening a pipe that someone put here must not hang.
  let fd: number;
  try {
    fd = openSync(path, flags | constants.O_NOFOLLOW | constants.O_NONBLOCK, 0o600);
  } catch (error) {
    if (!hasCode(error, "ELOOP")) throw error;
    throw new UnsafeFile(`${path} is a link. Remove it: files under home are never links.`, {
      cause: error,
    });
  }
  const problem = unsafeReason(fd);
  if (problem === undefined) return fd;
  closeSync(fd);
  throw new UnsafeFile(`${path} ${problem}`);
}

function unsafeReason(fd: number): string | undefined {
  const found = statusOf(fd);
  if (!found.isFile()) return "is not a regular file. Remove it.";
  // Windows has no such number.
  const uid = process.getuid?.() ?? -1;
  if (uid >= 0 && Number(found.uid) !== uid) {
    return "belongs to another account. Take it back with chown.";
  }
  // Windows reports no meaningful group and other bits (uid is -1 there).
  if (uid >= 0 && (Number(found.mode) & 0o022) !== 0) {
    return "can be written by others. Close it with chmod 600.";
  }
  return undefined;
}

/** In big integers, as the policy's sources need: one kind of numbers costs the hook less than two. */
function statusOf(fd: number): BigIntStats {
  return fstatSync(fd, { bigint: true });
}

/** A line that another process is writing shows in parts while the kernel copies its pages. */
const TORN_AFTER_MS = [1, 4, 16, 64];

function endsInNewline(fd: number): boolean {
  for (const pause of TORN_AFTER_MS) {
    if (lastByteIsNewline(fd)) return true;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
  }
  return lastByteIsNewline(fd);
}

function lastByteIsNewline(fd: number): boolean {
  const size = Number(statusOf(fd).size);
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  readSync(fd, last, 0, 1, size - 1);
  return last[0] === 10;
}
