import { rmSync, statSync, utimesSync } from "node:fs";
import { homePaths } from "./home.ts";
import { readPrivate, replacePrivate } from "./private.ts";

/** Who runs what is due: absolute paths. */
export interface RunDueProgram {
  readonly node: string;
  readonly script: string;
}

/** Timers have had several chances by then. */
const GRACE_MS = 20 * 60_000;
/** Whoever starts a run gives it this long before anybody starts another. */
const HEAD_START_MS = 15 * 60_000;

/**
 * Leaves when jobs are due next, as the time of a file: so that a hook sees it by one look at the
 * folder. Undefined where nothing will be.
 */
export function writeNextRun(
  home: string,
  at: Date | undefined,
  // Taken apart: whatever else is at hand with these, such as an environment, is not for a file.
  { node, script }: RunDueProgram,
): void {
  const { nextRun } = homePaths(home);
  if (at === undefined) {
    rmSync(nextRun, { force: true });
    return;
  }
  replacePrivate(nextRun, `${JSON.stringify({ node, script })}\n`);
  utimesSync(nextRun, at, at);
}

/** When jobs are due next; undefined where nobody has said so. */
export function nextRunAt(home: string): Date | undefined {
  return statSync(homePaths(home).nextRun, { throwIfNoEntry: false })?.mtime;
}

/** Whether jobs are due for so long that nobody seems to run them. */
export function isOverdue(home: string, nowMs: number): boolean {
  const found = statSync(homePaths(home).nextRun, { throwIfNoEntry: false });
  return found !== undefined && found.mtimeMs + GRACE_MS <= nowMs;
}

/** Takes it on to start a run: others leave it alone for a while. Undefined where it cannot be. */
export function takeNextRun(home: string, nowMs: number): RunDueProgram | undefined {
  const { nextRun } = homePaths(home);
  const text = readPrivate(nextRun);
  if (text === undefined) return undefined;
  const later = new Date(nowMs + HEAD_START_MS - GRACE_MS);
  utimesSync(nextRun, later, later);
  return programIn(text);
}

function programIn(text: string): RunDueProgram | undefined {
  try {
    const { node, script } = Object(JSON.parse(text));
    const isGood = typeof node === "string" && typeof script === "string";
    return isGood && node.startsWith("/") && script.startsWith("/") ? { node, script } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
