import { existsSync, renameSync } from "node:fs";
import { join } from "node:path";
import { homePaths } from "./home.ts";

/**
 * Renames audit.jsonl to its month's name, so that it is closed: hooks open the log by name for
 * each line, and the next one begins a new file. Undefined where the name is taken. Call it with
 * the lock of `ingest` held.
 */
export function setLogAside(home: string, now: Date): string | undefined {
  const file = `audit-${now.toISOString().slice(0, 7)}.jsonl`;
  if (existsSync(join(home, file)) || existsSync(join(home, `${file}.gz`))) return undefined;
  renameSync(homePaths(home).log, join(home, file));
  return file;
}
