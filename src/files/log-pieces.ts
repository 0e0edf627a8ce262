import { createReadStream, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { createGunzip } from "node:zlib";
import { byAge, isLogName } from "./log-names.ts";
import { lookIntoPrivate } from "./private.ts";

/** A log of the home, known by its place on the disk: setting it aside leaves that as it is. */
export interface LogFile {
  readonly path: string;
  readonly key: string;
  /** In bytes, as it lies there. */
  readonly size: number;
  readonly compressed: boolean;
}

/** Whole lines of a log, each character a byte of it. */
export interface LogPiece {
  readonly text: string;
  /** Where the next piece begins, in bytes of the unpacked log. */
  readonly end: number;
  /** Whether the log ends here: what stands after `end` is no whole line. */
  readonly last: boolean;
}

const PIECE_BYTES = 4 << 20;

/** Every log, those that were set aside first, the oldest of them before the others. */
export function logFiles(home: string): LogFile[] {
  const names = readdirSync(home).filter((name) => isLogName(name));
  return names.sort(byAge).flatMap((name) => {
    const path = join(home, name);
    const found = statSync(path, { bigint: true, throwIfNoEntry: false });
    if (found === undefined || !found.isFile()) return [];
    const compressed = name.endsWith(".gz");
    return [{ path, key: `${found.dev}:${found.ino}`, size: Number(found.size), compressed }];
  });
}

/** The pieces of a log from a byte on. Throws UnsafeFile. */
export async function* logPieces(log: LogFile, start: number): AsyncGenerator<LogPiece> {
  if (log.compressed) {
    yield* unpackedPieces(log.path, start);
    return;
  }
  for (let at = start; ; ) {
    const piece = pieceAt(log.path, at);
    if (piece === undefined) return;
    yield piece;
    if (piece.last) return;
    at = piece.end;
  }
}

function pieceAt(path: string, start: number): LogPiece | undefined {
  return lookIntoPrivate(path, (file) => {
    const bytes = file.bytes(start, start + PIECE_BYTES);
    const isEnd = start + bytes.length >= file.size;
    const end = bytes.lastIndexOf(10) + 1;
    // A line longer than a piece is none of ours: it is passed over.
    if (end === 0 && !isEnd) return { text: "", end: start + bytes.length, last: false };
    return { text: bytes.toString("latin1", 0, end), end: start + end, last: isEnd };
  });
}

async function* unpackedPieces(path: string, start: number): AsyncGenerator<LogPiece> {
  const unpacked = createReadStream(path).pipe(createGunzip());
  let at = 0;
  let rest: Buffer[] = [];
  let length = 0;
  for await (const chunk of unpacked) {
    const bytes: Buffer = Buffer.from(chunk);
    if (at + bytes.length <= start) {
      at += bytes.length;
      continue;
    }
    const from = Math.max(0, start - at);
    at += bytes.length;
    rest.push(bytes.subarray(from));
    length += bytes.length - from;
    if (length < PIECE_BYTES) continue;
    const all = Buffer.concat(rest);
    const end = all.lastIndexOf(10) + 1;
    yield { text: all.toString("latin1", 0, end), end: at - (all.length - end), last: false };
    rest = [all.subarray(end)];
    length = all.length - end;
  }
  yield { text: Buffer.concat(rest).toString("latin1"), end: at, last: true };
}
