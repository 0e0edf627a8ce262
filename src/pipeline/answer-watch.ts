import { UserError } from "../model/errors.ts";

/** What a watched statement may cost, and how it is ended. */
export interface Limits {
  /** Of the engine's own time; writing rows to a slow reader does not count. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Bytes that this process holds. */
  readonly memory: () => number;
  readonly interrupt: () => void;
  /** Says why, and ends the process at once: a statement that does not hear an interrupt. */
  readonly quit: (reason: string) => void;
}

/** The engine has a limit of its own, which a single huge value gets past. */
const MOST_BYTES = 2_000_000_000;
const LOOK_MS = 20;
/** How long an interrupted step may take to end by itself. */
const GRACE_MS = { time: 1000, signal: 500, memory: 100 } as const;

type Reason = keyof typeof GRACE_MS;

/**
 * Runs steps of the engine within limits that hold for all of them together. A step that goes
 * beyond is interrupted, and what it returned is not believed: an interrupted answer may end as if
 * it were complete. Throws UserError, or the signal's own reason.
 */
export function createWatch(limits: Limits): <T>(work: () => Promise<T>) => Promise<T> {
  let leftMs = limits.timeoutMs;
  return async (work) => {
    limits.signal.throwIfAborted();
    const started = performance.now();
    let reason: Reason | undefined;
    let last: NodeJS.Timeout | undefined;
    const end = (why: Reason): void => {
      if (reason !== undefined) return;
      reason = why;
      limits.interrupt();
      last = setTimeout(() => limits.quit(words(why, limits.timeoutMs)), GRACE_MS[why]);
    };
    const onSignal = (): void => end("signal");
    limits.signal.addEventListener("abort", onSignal, { once: true });
    const timer = setTimeout(() => end("time"), leftMs);
    const look = setInterval(() => {
      if (limits.memory() > MOST_BYTES) end("memory");
    }, LOOK_MS);
    try {
      const done = await work();
      if (reason === undefined) return done;
    } catch (error) {
      if (reason === undefined) throw error;
    } finally {
      clearTimeout(timer);
      clearTimeout(last);
      clearInterval(look);
      limits.signal.removeEventListener("abort", onSignal);
      leftMs = Math.max(1, leftMs - (performance.now() - started));
    }
    limits.signal.throwIfAborted();
    throw new UserError(words(reason, limits.timeoutMs));
  };
}

function words(reason: Reason, timeoutMs: number): string {
  if (reason === "signal") return "";
  if (reason === "memory") {
    return "The statement needs more memory than it may have. Narrow it, or group by less.";
  }
  const time = timeoutMs < 1000 ? `${timeoutMs} ms` : `${timeoutMs / 1000} s`;
  return `The statement took longer than ${time} and was stopped. Narrow it, or give --timeout.`;
}
