import { lstatSync } from "node:fs";
import { userInfo } from "node:os";
import { UnsafeFile } from "../model/errors.ts";
import { readPrivate } from "./private.ts";

/**
 * The secret in a file: its text without the last line break; undefined where there is no file.
 * Throws UnsafeFile where it is a link or anybody else could read it.
 */
export function readSecret(path: string): string | undefined {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  // Windows reports no meaningful group and other bits (uid is -1 there).
  if (userInfo().uid >= 0 && (found.mode & 0o077) !== 0) {
    throw new UnsafeFile(`${path} can be read by others. Close it with chmod 600.`);
  }
  return readPrivate(path)?.replace(/\r?\n$/, "");
}
