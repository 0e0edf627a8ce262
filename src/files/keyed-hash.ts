import { randomBytes } from "node:crypto";
import { linkSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { readKey } from "./key.ts";
import { hasCode, replacePrivate, uniqueName } from "./private.ts";

/**
 * The key of this home, made on the first call: 32 random bytes as 64 hex digits. Of two processes
 * that make one at the same time the first wins and both return the same. Throws as `readKey`.
 */
export function readOrMakeKey(path: string): string {
  const known = readKey(path);
  if (known !== undefined) return known;
  const temporary = join(dirname(path), `.${uniqueName()}.key`);
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
