import type { Message } from "../model/message.ts";
import { unitOf } from "../model/unit-of.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Waits after the first, second, … failure; the last one repeats until the message expires. */
const WAITS_MS = [MINUTE_MS, 5 * MINUTE_MS, 30 * MINUTE_MS, 2 * HOUR_MS, 4 * HOUR_MS] as const;
/** Up to a tenth on top, so that messages that failed together do not come back together. */
const JITTER = 0.1;

/** How long a message is worth sending: a digest of last week outlives an alert. */
export const TTL_MS = {
  digest: 72 * HOUR_MS,
  alert: 24 * HOUR_MS,
  notice: 24 * HOUR_MS,
} as const satisfies Record<Message["kind"], number>;

/**
 * Milliseconds to wait after failure number `attempts` (1 is the first) of the message `key`.
 * The jitter is made from the key and the number: no randomness, the same wait on every reading.
 */
export function backoffMs(key: string, attempts: number): number {
  const index = Math.min(Math.max(attempts, 1), WAITS_MS.length) - 1;
  const wait = WAITS_MS[index] ?? WAITS_MS[WAITS_MS.length - 1] ?? HOUR_MS;
  return Math.round(wait * (1 + JITTER * unitOf(`${key}#${attempts}`)));
}
