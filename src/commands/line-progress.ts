import type { Io } from "../io.ts";

/** One line on a terminal that says what goes on; nothing anywhere else. */
export interface LineProgress {
  readonly show: (words: string) => void;
  readonly clear: () => void;
}

const CLEAR = "\r\u001b[K";

export function lineProgress(io: Io): LineProgress {
  if (!io.stderr.isTerminal) return { show: () => {}, clear: () => {} };
  let shown = false;
  return {
    show: (words) => {
      shown = true;
      io.stderr.write(`${CLEAR}${words} `);
    },
    clear: () => {
      if (shown) io.stderr.write(CLEAR);
      shown = false;
    },
  };
}
