import { lstatSync, readdirSync, rmSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { hasCode, LEFT_BEHIND } from "./private.ts";

/** Writing takes milliseconds: whoever began so long ago is gone. */
const OLD_MS = 60 * 60_000;

/**
 * Removes what killed processes had begun to write into a folder: files of ours under the names
 * that we give to what is not finished, for an hour. Returns how many.
 */
export function sweepLeftBehind(folder: string, now: Date): number {
  let swept = 0;
  for (const name of namesIn(folder).filter((one) => LEFT_BEHIND.test(one))) {
    const path = join(folder, name);
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found === undefined || !found.isFile() || !isOurs(found.uid)) continue;
    if (now.getTime() - found.mtimeMs < OLD_MS) continue;
    rmSync(path, { force: true });
    swept += 1;
  }
  return swept;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (hasCode(error, "ENOENT") || hasCode(error, "ENOTDIR")) return [];
    throw error;
  }
}

function isOurs(uid: number): boolean {
  const { uid: mine } = userInfo();
  // Windows has no such number.
  return mine < 0 || uid === mine;
}
