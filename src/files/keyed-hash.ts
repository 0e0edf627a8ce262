import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { linkSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { hasCode, readPrivate, replacePrivate } from "./private.ts";

/**
 * The key of this home as 64 hex digits; made on the first call. Of two processes that make one
 * at the same time the first wins and both return the same. Throws UnsafeFile.
 */
export function readOrMakeKey(path: string): string {
  const known = readPrivate(path)?.trim();
  if (known !== undefined && /^[0-9a-f]{64}$/.test(known)) return known;
  if (known !== undefined) {
    throw new Error(`${path} does not hold 64 hex digits. Restore it, or remove it to begin anew.`);
  }
  const temporary = join(dirname(path), `.${randomUUID()}.key`);
  replacePrivate(temporary, `${randomBytes(32).toString("hex")}\n`);
  try {
    // A link appears whole or not at all, and never over another.
    linkSync(temporary, path);
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
  return readOrMakeKey(path);
}

/** Keyed hash of a text, 32 hex digits: equality without content. */
export function keyedHash(key: string, text: string): string {
  return createHmac("sha256", Buffer.from(key, "hex")).update(text).digest("hex").slice(0, 32);
}
