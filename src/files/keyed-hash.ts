import { hmacSha256 } from "../model/sha256.ts";
import { readPrivate } from "./private.ts";

/** Up to here our own hash is quicker than loading `node:crypto`. */
const SHORT_CHARS = 4096;

/**
 * The key of this home as 64 hex digits; made on the first call. Of two processes that make one
 * at the same time the first wins and both return the same. Throws UnsafeFile.
 */
export async function readOrMakeKey(path: string): Promise<string> {
  const text = readPrivate(path);
  if (text === undefined) {
    const { makeKey } = await import("./make-key.ts");
    makeKey(path);
    return readOrMakeKey(path);
  }
  const key = text.trim();
  if (/^[0-9a-f]{64}$/.test(key)) return key;
  throw new Error(`${path} does not hold 64 hex digits. Restore it, or remove it to begin anew.`);
}

/** Keyed hash of a text, 32 hex digits: equality without content. */
export async function keyedHash(key: string, text: string): Promise<string> {
  const bytes = Buffer.from(key, "hex");
  if (text.length <= SHORT_CHARS) return hmacSha256(bytes, text).slice(0, 32);
  const { createHmac } = await import("node:crypto");
  return createHmac("sha256", bytes).update(text).digest("hex").slice(0, 32);
}
