import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  futimesSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { openForAppend, uniqueName, writeWhole } from "../files/private.ts";
import { flush } from "./archive.ts";
import { type LogFile, LogMoved, logBytes } from "./logs.ts";

const BLOCK_BYTES = 1 << 20;

/**
 * Removes the bytes before `keep` (as the log is uncompressed) from a log that nobody appends to
 * any more: the rest is written to `archive/`, flushed and renamed over it; without a rest the log is
 * removed. What a writer that still had it open added meanwhile goes to `current`. Throws LogMoved.
 */
export async function cutLog(log: LogFile, keep: number, current: string): Promise<void> {
  const fd = openSync(log.path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    const found = fstatSync(fd);
    if (found.ino !== log.inode) throw new LogMoved(`${log.path} was moved. Try again.`);
    const temporary = join(dirname(log.path), "archive", `.${uniqueName()}.tmp`);
    try {
      const copied = log.compressed
        ? await compressRest(log, keep, temporary)
        : copyRest(fd, keep, temporary);
      const { end, isEmpty } = copied;
      if (isEmpty) rmSync(log.path);
      else {
        keepTimes(temporary, found);
        renameSync(temporary, log.path);
      }
      flush(dirname(log.path));
      if (!log.compressed) moveLate(fd, end, current);
    } finally {
      rmSync(temporary, { force: true });
    }
  } finally {
    closeSync(fd);
  }
}

interface Copied {
  /** Where the log ended when its copy was finished. */
  readonly end: number;
  readonly isEmpty: boolean;
}

function copyRest(from: number, keep: number, temporary: string): Copied {
  const to = openSync(temporary, "wx", 0o600);
  try {
    const end = copyBytes(from, keep, to);
    fsyncSync(to);
    return { end, isEmpty: end <= keep };
  } finally {
    closeSync(to);
  }
}

/** Up to the end of the file as it is when it is reached; returns that. */
function copyBytes(from: number, start: number, to: number): number {
  const block = Buffer.alloc(BLOCK_BYTES);
  for (let at = start; ; ) {
    const read = readSync(from, block, 0, block.length, at);
    if (read === 0) return at;
    for (let done = 0; done < read; ) done += writeSync(to, block, done, read - done);
    at += read;
  }
}

async function compressRest(log: LogFile, keep: number, temporary: string): Promise<Copied> {
  const to = openSync(temporary, "wx", 0o600);
  let bytes = 0;
  try {
    const counted = async function* (): AsyncGenerator<Buffer> {
      for await (const chunk of logBytes(log, keep)) {
        bytes += chunk.length;
        yield chunk;
      }
    };
    await pipeline(counted, createGzip(), async (chunks: AsyncIterable<unknown>) => {
      for await (const chunk of chunks) {
        if (!Buffer.isBuffer(chunk)) continue;
        for (let done = 0; done < chunk.length; ) done += writeSync(to, chunk, done);
      }
    });
    fsyncSync(to);
    return { end: log.size, isEmpty: bytes === 0 };
  } finally {
    closeSync(to);
  }
}

/** A log that was not written to does not look as if it was. */
function keepTimes(path: string, times: { readonly atime: Date; readonly mtime: Date }): void {
  const fd = openSync(path, "r+");
  try {
    futimesSync(fd, times.atime, times.mtime);
  } finally {
    closeSync(fd);
  }
}

/** Lines that came to the old file after it was copied: nobody would read them there. */
function moveLate(fd: number, end: number, current: string): void {
  const late = Buffer.alloc(Math.max(0, fstatSync(fd).size - end));
  const text = late.subarray(0, readSync(fd, late, 0, late.length, end)).toString("utf8");
  if (text === "") return;
  const to = openForAppend(current);
  try {
    writeWhole(to, text);
  } finally {
    closeSync(to);
  }
}
