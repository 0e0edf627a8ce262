import { closedName, homePaths } from "./home.ts";
import { readPrivate } from "./private.ts";

/**
 * Pending rules as text, without their schema: what the hook looks at before it loads more. Of a
 * file that was renamed because it was long, and of what was kept of those before it, too.
 */
export function pendingPlaces(home: string): {
  readonly current: string;
  readonly closed: string;
  readonly older: string;
} {
  const current = homePaths(home).pendingRules;
  return {
    current,
    closed: closedName(current),
    older: current.replace(/\.jsonl$/, "-older.jsonl"),
  };
}

/** All lines, oldest first; empty where there are none. Throws UnsafeFile. */
export function pendingText(home: string): string {
  const { older, closed, current } = pendingPlaces(home);
  // Newest first: a file that is renamed meanwhile is read twice, never missed.
  const texts = [current, closed, older].map((path) => readPrivate(path) ?? "");
  return texts.reverse().join("\n");
}
