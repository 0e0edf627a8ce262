import { lstatSync, rmSync } from "node:fs";
import { join, sep } from "node:path";
import { homePaths } from "./home.ts";
import { replacePrivate } from "./private.ts";

/**
 * The variable that names a nonce to the claude program which we start, and through it to our own
 * hook. It counts only with the file of that name under home: a project can set a variable.
 */
export const NONCE_VARIABLE = "CLAUDE_PERMIT_NONCE";

const VALID_MS = 60_000;

/** Makes the file of a nonce: hex digits that nobody can guess. Returns what removes it. */
export function makeNonce(home: string, nonce: string): () => void {
  const path = join(homePaths(home).llm, `nonce-${nonce}`);
  replacePrivate(path, "");
  return () => rmSync(path, { force: true });
}

/** Whether this process was started, through claude, by our own question. */
export function isOwnQuestion(home: string, nonce: string | undefined, nowMs: number): boolean {
  if (nonce === undefined || !/^[0-9a-f]{32}$/.test(nonce)) return false;
  const path = `${homePaths(home).llm}${sep}nonce-${nonce}`;
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found?.isFile() !== true) return false;
  const age = nowMs - found.mtimeMs;
  // A second: clocks of file systems are coarse.
  return age > -1000 && age < VALID_MS;
}
