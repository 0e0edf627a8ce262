import type { Io } from "../io.ts";
import type { IngestProgress } from "../warehouse/progress.ts";
import { progressWords } from "./ingest-words.ts";

/** Back to the start of the line, and nothing left on it. */
const CLEAR = "\r\u001b[K";
/** A line that changes more often cannot be read. */
const BETWEEN_MS = 100;

/** One line on standard error that tells how far a load is. */
export interface ProgressLine {
  readonly onProgress?: (at: IngestProgress) => void;
  /** Takes the line away. */
  clear(): void;
}

/**
 * On a terminal only: a pipe gets nothing but what came of it. Loads of fewer than `fromBytes`
 * are over before anybody reads a line.
 */
export function progressLine(io: Io, fromBytes: number): ProgressLine {
  if (!io.stderr.isTerminal) return { clear: () => undefined };
  const started = io.now().getTime();
  let last: number | undefined;
  return {
    onProgress: (at) => {
      const elapsed = io.now().getTime() - started;
      const tooSoon = last !== undefined && elapsed - last < BETWEEN_MS;
      if (tooSoon || at.totalBytes < fromBytes) return;
      last = elapsed;
      io.stderr.write(`${CLEAR}${progressWords(at, elapsed).slice(0, io.stderr.columns - 1)}`);
    },
    clear: () => {
      if (last !== undefined) io.stderr.write(CLEAR);
    },
  };
}
