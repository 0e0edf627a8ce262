import { HISTORY, type RuleChangeLine } from "../model/history.ts";
import { appendHistory, readHistory } from "./history.ts";
import { homePaths } from "./home.ts";
import { type LockOwner, tryLock } from "./lock.ts";

/**
 * Appends what `make` finds missing in history/rules.jsonl. One process at a time: while another
 * is at it this one leaves it at that, since whoever looks next finds what is still missing.
 */
export function recordRuleChanges(
  home: string,
  owner: LockOwner,
  make: (lines: readonly RuleChangeLine[]) => readonly RuleChangeLine[],
): void {
  const lock = tryLock(homePaths(home).locks, "rules", owner);
  if ("heldBy" in lock) return;
  try {
    appendHistory(home, HISTORY.rules, make(readHistory(home, HISTORY.rules).lines));
  } finally {
    lock.release();
  }
}
