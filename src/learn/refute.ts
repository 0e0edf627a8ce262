import { appendPending } from "../files/pending-rules.ts";
import type { PendingLine } from "../model/pending.ts";
import { alone, pendingNow } from "./locked.ts";
import type { PendingRules, Stash } from "./pending.ts";
import type { LearnPlace } from "./place.ts";
import { type Remover, removeOne } from "./remove.ts";

/** What a transcript tells of a call: it was not the user who let it run. */
export interface Refutation {
  readonly sessionId: string;
  readonly toolUseId: string;
  /** Who decided, in words: `allowed by a hook`. */
  readonly by: string;
  /** Whether it did not run at all. */
  readonly stopped: boolean;
}

/**
 * Takes back what was confirmed of these calls, and each rule that was learned from one of them.
 * A transcript lies where an agent can write: it never confirms. Returns how many were taken back.
 */
export async function refute(
  refutations: readonly Refutation[],
  place: LearnPlace,
): Promise<number> {
  if (refutations.length === 0) return 0;
  const lines = linesOf(refutations, pendingNow(place), place);
  if (lines.length === 0) return 0;
  appendPending(place.home, lines);
  // Whoever holds the lock too long: the next that looks after learned rules finds them.
  await alone(place, () => removeRefuted(place));
  return lines.length;
}

/** Takes away each rule that rests on a call that was taken back. With the lock of `learn` held. */
export async function removeRefuted(place: LearnPlace): Promise<readonly string[]> {
  const names: string[] = [];
  for (const { ruleId, promoting, stashes } of pendingNow(place).rules) {
    const found = stashes.find(
      ({ state, line }) => state === "refuted" && promoting?.stashes.includes(line.stash) === true,
    );
    if (found?.last?.kind !== "refuted") continue;
    const done = await removeOne(ruleId, removerOf(found.last, place), place);
    if (done.kind === "removed") names.push(done.name ?? ruleId);
  }
  return names;
}

type Refuted = Extract<PendingLine, { kind: "refuted" }>;

function linesOf(
  refutations: readonly Refutation[],
  pending: PendingRules,
  { now }: LearnPlace,
): Refuted[] {
  const stashes = pending.rules.flatMap((rule) => rule.stashes);
  return refutations.flatMap(({ sessionId, toolUseId, by, stopped }) =>
    stashes
      .filter(({ line }) => line.session_id === sessionId && line.tool_use_id === toolUseId)
      .filter((stash) => isOpenTo(stash, stopped))
      .map(({ line }): Refuted => ({ v: 1, at: now, kind: "refuted", stash: line.stash, by })),
  );
}

/** What the model let run was allowed by a hook, ours: only that it did not run speaks against it. */
function isOpenTo({ state, line }: Stash, stopped: boolean): boolean {
  if (state === "refused" || state === "refuted") return false;
  return line.score === "YELLOW" || stopped;
}

function removerOf({ stash, by }: Refuted, { foundBy }: LearnPlace): Remover {
  const detail = `a transcript says that a call it rests on was ${by}`;
  return { why: "refuted", by: foundBy, detail, entry: stash };
}
