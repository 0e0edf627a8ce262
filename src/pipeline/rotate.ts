import { homeExists, homePaths } from "../files/home.ts";
import { tryLock } from "../files/lock.ts";
import { type Rotation, rotateLog } from "../files/rotate.ts";
import type { Io } from "../io.ts";
import { UnsafeFile } from "../model/errors.ts";

/**
 * Sets audit.jsonl aside where its month is over or it is large; undefined where it is neither,
 * and where another process is loading: the next time will do. Loads nothing.
 */
export function rotateIfDue({
  io,
  home,
}: {
  readonly io: Io;
  readonly home: string;
}): Rotation | undefined {
  if (!homeExists(home)) return undefined;
  const lock = tryLock(homePaths(home).locks, "ingest", io);
  if ("heldBy" in lock) return undefined;
  try {
    return rotateLog(home, io.now(), false);
  } catch (error) {
    // A log that is not ours alone is left where it is; `status` says so, and jobs go on.
    if (error instanceof UnsafeFile) return undefined;
    throw error;
  } finally {
    lock.release();
  }
}
