import { createHash } from "node:crypto";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** What tells one replayed entry from another; `ordinal` counts otherwise identical ones. */
export interface ReplayedKey {
  readonly sessionId: string;
  readonly event: string;
  readonly toolUseId: string;
  readonly atMs: number;
  readonly ordinal: number;
}

/**
 * An id in the shape of a ULID that depends on the recording alone: the event's time, then 80
 * bits of a hash. The same recording replayed again has the same ids.
 */
export function replayedId(key: ReplayedKey): string {
  const { sessionId, event, toolUseId, atMs, ordinal } = key;
  const hash = createHash("sha256")
    .update(JSON.stringify([sessionId, event, toolUseId, atMs, ordinal]))
    .digest("hex")
    .slice(0, 20);
  return base32(BigInt(Math.max(0, atMs)), 10) + base32(BigInt(`0x${hash}`), 16);
}

/** A subagent that the recording does not name: one for each session. */
export function replayedAgentId(sessionId: string): string {
  return `replayed-${createHash("sha256").update(sessionId).digest("hex").slice(0, 12)}`;
}

function base32(value: bigint, length: number): string {
  let text = "";
  for (let rest = value; text.length < length; rest >>= 5n) {
    text = (ALPHABET[Number(rest & 31n)] ?? "") + text;
  }
  return text;
}
