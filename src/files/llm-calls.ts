import { closeSync, fstatSync, readdirSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { homePaths } from "./home.ts";
import { openForAppend } from "./private.ts";

const COUNT = /^calls-\d{4}-\d{2}-\d{2}$/;

/**
 * Takes one of the day's questions, false where none is left. The count is the length of a file
 * that every process appends one byte to: of any number at once no more than `limit` are let
 * through. `day`: 2026-11-25, in UTC. Throws UnsafeFile.
 */
export function takeCall(home: string, day: string, limit: number): boolean {
  const folder = homePaths(home).llm;
  const fd = openForAppend(join(folder, `calls-${day}`));
  try {
    if (fstatSync(fd).size === 0) removeOlder(folder, day);
    if (fstatSync(fd).size >= limit) return false;
    writeSync(fd, ".");
    return fstatSync(fd).size <= limit;
  } finally {
    closeSync(fd);
  }
}

function removeOlder(folder: string, day: string): void {
  for (const name of readdirSync(folder)) {
    if (COUNT.test(name) && name < `calls-${day}`) rmSync(join(folder, name), { force: true });
  }
}
