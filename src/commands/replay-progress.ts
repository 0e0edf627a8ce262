import type { Io } from "../io.ts";
import type { ReplaySummary } from "../pipeline/replay-state.ts";

const EVERY_MS = 200;
/** How many events pass before the clock is looked at again. */
const EVERY_EVENTS = 250;

/** A line on a terminal that counts; nothing anywhere else. */
export interface Progress {
  show(summary: ReplaySummary): void;
  clear(): void;
}

export function createProgress(io: Io): Progress {
  if (!io.stderr.isTerminal) return { show: () => {}, clear: () => {} };
  let events = 0;
  let shownMs = 0;
  return {
    show: ({ calls, entriesWritten }) => {
      events += 1;
      if (events % EVERY_EVENTS !== 0) return;
      const nowMs = io.now().getTime();
      if (nowMs - shownMs < EVERY_MS) return;
      shownMs = nowMs;
      io.stderr.write(`\r\u001b[K${calls} calls, ${entriesWritten} entries`);
    },
    clear: () => {
      if (shownMs > 0) io.stderr.write("\r\u001b[K");
    },
  };
}
