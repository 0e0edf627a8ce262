import { readSync } from "node:fs";
import type { RawInput } from "./unparsed.ts";

/** Longer input is not parsed. */
const MAX_BYTES = 16 * 1024 * 1024;
const END_BYTES = 64 * 1024;
/** Nearly every payload fits. */
const CHUNK_BYTES = 64 * 1024;

/** Standard input whole, or its two ends where it is too long. */
export function readStdin(): string | RawInput {
  const first = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  const length = fill(first);
  if (length < first.length) return withoutMark(first.toString("utf8", 0, length));
  return readLong(first);
}

/** All behind a first chunk that is full. */
function readLong(first: Buffer): string | RawInput {
  const chunks = [first];
  let length = first.length;
  let tail = Buffer.alloc(0);
  for (let chunk = nextChunk(); chunk.length > 0; chunk = nextChunk()) {
    // Beyond the limit only the end is kept, but all is read: the writer must not be cut off.
    if (length <= MAX_BYTES) chunks.push(chunk);
    else tail = Buffer.concat([tail, chunk]).subarray(-END_BYTES);
    length += chunk.length;
  }
  const whole = Buffer.concat(chunks);
  if (length <= MAX_BYTES) return withoutMark(whole.toString("utf8"));
  const end = Buffer.concat([whole.subarray(-END_BYTES), tail]).subarray(-END_BYTES);
  return { head: whole.subarray(0, END_BYTES).toString("utf8"), tail: end.toString("utf8") };
}

function withoutMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

function nextChunk(): Buffer {
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  return chunk.subarray(0, fill(chunk));
}

/** Reads until the buffer is full or the input ends; how many bytes it then holds. */
function fill(buffer: Buffer): number {
  let length = 0;
  while (length < buffer.length) {
    const read = readSome(buffer, length);
    if (read === 0) break;
    length += read;
  }
  return length;
}

/** 0 at the end of the input. */
function readSome(buffer: Buffer, at: number): number {
  for (;;) {
    try {
      return readSync(0, buffer, at, buffer.length - at, null);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : "";
      // A closed pipe ends the input on Windows.
      if (code === "EOF") return 0;
      if (code !== "EAGAIN") throw error;
      // A pipe that somebody opened without blocking has nothing yet.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}
