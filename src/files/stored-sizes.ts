import { lstatSync, readdirSync, type Stats } from "node:fs";
import { join } from "node:path";
import { hasCode } from "./private.ts";

/** How much lies at a path: a file, or all files below a folder. Links are not followed. */
export interface StoredSize {
  readonly path: string;
  readonly files: number;
  readonly bytes: number;
  /** Of the youngest of them, ISO 8601 UTC. */
  readonly changedAt: string;
}

/** Undefined where there is nothing, or an empty folder. */
export function storedSize(path: string): StoredSize | undefined {
  let [files, bytes, newest] = [0, 0, 0];
  const waiting = [path];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const found = statsOf(next);
    if (found === undefined) continue;
    if (found.isDirectory()) {
      waiting.push(...namesIn(next).map((name) => join(next ?? "", name)));
      continue;
    }
    files += 1;
    bytes += found.size;
    newest = Math.max(newest, found.mtimeMs);
  }
  if (files === 0) return undefined;
  return { path, files, bytes, changedAt: new Date(newest).toISOString() };
}

/** Names in a folder, in order; none where it is not there. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    if (hasCode(error, "ENOENT")) return [];
    throw error;
  }
}

/** What goes while we look is not there. */
function statsOf(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}
