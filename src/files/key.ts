import { hmacSha256 } from "../model/sha256.ts";
import { readPrivate } from "./private.ts";

/** Up to here our own hash is quicker than loading `node:crypto`. */
const SHORT_CHARS = 4096;

/**
 * The key of a home as 64 hex digits; undefined where there is none yet. Throws UnsafeFile, and
 * Error where the file holds something else.
 */
export function readKey(path: string): string | undefined {
  const key = readPrivate(path)?.trim();
  if (key === undefined || (key.length === 64 && Buffer.from(key, "hex").length === 32)) return key;
  throw new Error(`${path} does not hold 64 hex digits. Restore it, or remove it to begin anew.`);
}

/** Keyed hash of a text, 32 hex digits: equality without content. */
export async function keyedHash(key: string, text: string): Promise<string> {
  const bytes = Buffer.from(key, "hex");
  if (text.length <= SHORT_CHARS) return hmacSha256(bytes, text).slice(0, 32);
  const { createHmac } = await import("node:crypto");
  return createHmac("sha256", bytes).update(text).digest("hex").slice(0, 32);
}
