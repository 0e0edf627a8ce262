import { readSync } from "node:fs";
import type { RawInput } from "./unparsed.ts";

/** Longer input is not parsed. */
const MAX_BYTES = 16 * 1024 * 1024;
const END_BYTES = 64 * 1024;

/** Standard input whole, or its two ends where it is too long. */
export function readStdin(): string | RawInput {
  const chunks: Buffer[] = [];
  let length = 0;
  let tail = Buffer.alloc(0);
  for (let chunk = nextChunk(); chunk.length > 0; chunk = nextChunk()) {
    // Beyond the limit only the end is kept, but all is read: the writer must not be cut off.
    if (length <= MAX_BYTES) chunks.push(chunk);
    else tail = Buffer.concat([tail, chunk]).subarray(-END_BYTES);
    length += chunk.length;
  }
  const whole = Buffer.concat(chunks);
  if (length <= MAX_BYTES) return whole.toString("utf8").replace(/^\ufeff/, "");
  const end = Buffer.concat([whole.subarray(-END_BYTES), tail]).subarray(-END_BYTES);
  return { head: whole.subarray(0, END_BYTES).toString("utf8"), tail: end.toString("utf8") };
}

function nextChunk(): Buffer {
  const chunk = Buffer.allocUnsafe(64 * 1024);
  for (;;) {
    try {
      return chunk.subarray(0, readSync(0, chunk));
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : "";
      // A closed pipe ends the input on Windows.
      if (code === "EOF") return chunk.subarray(0, 0);
      if (code !== "EAGAIN") throw error;
      // A pipe that somebody opened without blocking has nothing yet.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}
