import { randomBytes } from "node:crypto";
import { linkSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { hasCode, replacePrivate, uniqueName } from "./private.ts";

/** Makes the key of a home: 32 random bytes in hex. Where there is one already it stays. */
export function makeKey(path: string): void {
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
}
