import { homePaths } from "../files/home.ts";
import { waitForLock } from "../files/lock.ts";
import { readPending, renewPending } from "../files/pending-rules.ts";
import { foldPending, keptLines, type PendingRules } from "./pending.ts";
import type { LearnPlace } from "./place.ts";
import { finish } from "./steps.ts";

/** A hook waits no longer: what it leaves is done at the next event. */
const WAIT_MS = 4000;

/**
 * Does something about learned rules, alone: first what a killed process left undone. Returns the
 * holder where somebody else was at it too long.
 */
export async function alone<T>(
  place: LearnPlace,
  act: () => Promise<T>,
  waitMs = WAIT_MS,
): Promise<T | { readonly kind: "busy"; readonly heldBy: number }> {
  return withLock(
    place,
    async () => {
      const { home, now } = place;
      const pending = pendingNow(place);
      for (const begun of pending.unfinished) await finish(begun, pending, place);
      const done = await act();
      renewPending(home, Date.parse(now), (lines) => keptLines(lines, now));
      return done;
    },
    waitMs,
  );
}

/** Does something while nobody else changes learned rules, and nothing beside it. */
export async function withLock<T>(
  { home, owner }: Pick<LearnPlace, "home" | "owner">,
  act: () => Promise<T>,
  waitMs = WAIT_MS,
): Promise<T | { readonly kind: "busy"; readonly heldBy: number }> {
  const lock = await waitForLock(homePaths(home).locks, "learn", owner, waitMs);
  if ("heldBy" in lock) return { kind: "busy", heldBy: lock.heldBy };
  try {
    return await act();
  } finally {
    lock.release();
  }
}

/** What every line says together now. */
export function pendingNow({ home, now }: Pick<LearnPlace, "home" | "now">): PendingRules {
  return foldPending(readPending(home).lines, now);
}

/** Finishes what a process that was killed began: every promotion, block and removal. */
export async function finishBegun(place: LearnPlace): Promise<void> {
  if (pendingNow(place).unfinished.length > 0) await alone(place, async () => undefined);
}
