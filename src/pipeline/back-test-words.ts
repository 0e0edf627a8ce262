import type { Io } from "../io.ts";
import type { ScopeWords } from "./scope.ts";

/** Without a word about the window: long enough for what repeats itself. */
export function backTestWords(words: ScopeWords): ScopeWords {
  const said = words.since !== undefined || words.during !== undefined;
  return said ? words : { ...words, since: "30d" };
}

const CLEAR = "\r\u001b[K";
/** A line that changes more often cannot be read. */
const BETWEEN_MS = 100;

/** One line on a terminal that says how many calls are judged; nothing anywhere else. */
export function judgedProgress(io: Io): {
  readonly show: (done: number, of: number) => void;
  readonly clear: () => void;
} {
  if (!io.stderr.isTerminal) return { show: () => {}, clear: () => {} };
  let shownMs: number | undefined;
  return {
    show: (done, of) => {
      // The clock costs more than most calls.
      if (done % 64 !== 0) return;
      const nowMs = io.now().getTime();
      if (shownMs !== undefined && nowMs - shownMs < BETWEEN_MS) return;
      shownMs = nowMs;
      io.stderr.write(`${CLEAR}${done} of ${of} different calls judged`);
    },
    clear: () => {
      if (shownMs !== undefined) io.stderr.write(CLEAR);
    },
  };
}
