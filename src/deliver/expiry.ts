import type { QueuedMessage } from "../model/message.ts";

/** Longer than any wait between two attempts: whoever did not look for so long was asleep. */
const ASLEEP_AFTER_MS = 5 * 3_600_000;
/** Older than this a digest is history, however little of it was spent awake. */
const MOST_AGE_MS = 14 * 24 * 3_600_000;

/**
 * When a message is no longer worth sending (ISO 8601 UTC), as it stands at `now`. A digest does
 * not age while nobody could send it: time that the machine slept is added. An alert does age:
 * what it says was true then.
 */
export function expiryOf({ message, failures, not_before }: QueuedMessage, now: Date): string {
  if (message.kind !== "digest") return message.expires_at;
  const last = failures[failures.length - 1]?.at ?? message.created_at;
  const sleptMs = now.getTime() - Math.max(Date.parse(last), Date.parse(not_before));
  if (sleptMs <= ASLEEP_AFTER_MS) return message.expires_at;
  const expires = Date.parse(message.expires_at) + sleptMs;
  return new Date(Math.min(expires, Date.parse(message.created_at) + MOST_AGE_MS)).toISOString();
}
