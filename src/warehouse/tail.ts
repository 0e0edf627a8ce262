import { createHash } from "node:crypto";
import { bytesBetween, type LogFile } from "./logs.ts";

/**
 * The last bytes before a place in a log, by their hash: how a log is known again that was cut,
 * written anew or replaced by another one with the same first line.
 */
export interface Tail {
  /** How many, at most 4,096. */
  readonly bytes: number;
  readonly sha256: string;
}

const TAIL_BYTES = 4096;

/** The tail of bytes that end at a place. */
export function readTail(bytes: Uint8Array): Tail {
  const last = bytes.subarray(-TAIL_BYTES);
  return { bytes: last.length, sha256: createHash("sha256").update(last).digest("hex") };
}

/** The tail before an offset. Throws LogMoved. */
export async function tailOf(log: LogFile, offset: number): Promise<Tail> {
  return readTail(await bytesBetween(log, Math.max(0, offset - TAIL_BYTES), offset));
}

/** Whether what stands before the offset is what was read. Throws LogMoved. */
export async function holdsTail(log: LogFile, offset: number, tail: Tail): Promise<boolean> {
  if (!log.compressed && log.size < offset) return false;
  const there = await bytesBetween(log, offset - tail.bytes, offset);
  return there.length === tail.bytes && readTail(there).sha256 === tail.sha256;
}
