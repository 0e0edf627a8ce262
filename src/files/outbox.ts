import { renameSync } from "node:fs";
import { join } from "node:path";
import { DeliveryError } from "../model/errors.ts";
import { HISTORY } from "../model/history.ts";
import type { Message, QueuedMessage } from "../model/message.ts";
import { readHistory } from "./history.ts";
import { homePaths } from "./home.ts";
import { isAlive, type LockOwner, processStart, waitForLock } from "./lock.ts";
import {
  claimantOf,
  keyOf,
  moved,
  namesIn,
  PLACES,
  type Place,
  placeFolder,
  queuedPath,
  readMessage,
  writeMessage,
} from "./outbox-folder.ts";
import { forget, hold, isKnownSent, isLeft, letGo, noteSent } from "./own-claims.ts";
import { makePrivateFolder } from "./private.ts";

/**
 * The outbox: one file a message. `queued/KEY.json` → `sending/KEY.PID.START` → `sent/KEY.json`
 * or `dead/KEY.json`, and by hand `dropped/KEY.json`. A move forward is one rename and needs no lock; a move back to `queued`
 * and a new key take the lock, so that "is this key anywhere?" has one answer.
 */
const LOCK_WAIT_MS = 10_000;
const FAILURES_KEPT = 10;

/** A message that this process is sending; nobody else touches it. */
export interface Claim {
  readonly path: string;
  readonly key: string;
  readonly queued: QueuedMessage;
}

export interface Outbox {
  readonly home: string;
  readonly owner: LockOwner;
}

/** Puts the message in line, not to be sent before `notBefore`, or says where its key already is. */
export async function enqueueMessage(
  outbox: Outbox,
  message: Message,
  notBefore: string = message.created_at,
): Promise<{ kind: "queued" } | { kind: "present"; place: Place }> {
  return underLock(outbox, () => {
    const place = placeOf(outbox.home, message.key);
    if (place !== undefined) return { kind: "present", place };
    const queued: QueuedMessage = {
      message,
      attempts: 0,
      not_before: notBefore,
      failures: [],
    };
    writeMessage(queuedPath(outbox.home, message.key), queued);
    return { kind: "queued" };
  });
}

/**
 * Where a key is. The order follows the moves forward, so a message on its way is not missed.
 * A notice line counts as sent: `sent/` may have been emptied.
 */
export function placeOf(home: string, key: string): Place | undefined {
  for (const place of PLACES) {
    if (namesIn(home, place).some((name) => keyOf(place, name) === key)) return place;
  }
  const { lines } = readHistory(home, HISTORY.notices);
  return lines.some((line) => line.key === key) ? "sent" : undefined;
}

/** Every readable message of a place; oldest first. Unreadable files are named, not hidden. */
export function readPlace(
  home: string,
  place: Place,
): { messages: readonly QueuedMessage[]; unreadable: readonly string[] } {
  const messages: QueuedMessage[] = [];
  const unreadable: string[] = [];
  for (const name of namesIn(home, place)) {
    const read = readMessage(join(placeFolder(home, place), name));
    if (read === "gone") continue;
    if (read === "unreadable") unreadable.push(name);
    else messages.push(read);
  }
  messages.sort((a, b) => (a.message.created_at < b.message.created_at ? -1 : 1));
  return { messages, unreadable };
}

/** Takes a queued message that is due, or undefined where somebody else was faster. */
export async function claimMessage(
  outbox: Outbox,
  key: string,
  now: Date,
): Promise<Claim | undefined> {
  const { pid } = outbox.owner;
  makePrivateFolder(placeFolder(outbox.home, "sending"));
  const path = join(
    placeFolder(outbox.home, "sending"),
    `${key}.${pid}.${processStart(pid) ?? "x"}`,
  );
  if (!moved(queuedPath(outbox.home, key), path)) return undefined;
  hold(path);
  let isWanted = false;
  try {
    const queued = readMessage(path);
    if (queued === "gone") return undefined;
    if (queued === "unreadable") {
      forward(outbox.home, { path, key }, "dead");
      return undefined;
    }
    const claim = { path, key, queued };
    isWanted = Date.parse(queued.not_before) <= now.getTime();
    if (isWanted) return claim;
    // Tried and put back by another process since we looked.
    await returnClaim(outbox, claim);
    return undefined;
  } finally {
    if (!isWanted) letGo(path);
  }
}

/** Sent: the notice line must have been written before. */
export function finishClaim(home: string, claim: Claim): void {
  noteSent(claim.path);
  forward(home, claim, "sent");
}

/** Given up: the failure is kept with the message. */
export function buryClaim(home: string, claim: Claim, failure: Failure): void {
  writeMessage(claim.path, withFailure(claim.queued, failure));
  forward(home, claim, "dead");
}

/** Back in line until `notBefore`. */
export async function postponeClaim(
  outbox: Outbox,
  claim: Claim,
  failure: Failure & { readonly notBefore: string },
): Promise<void> {
  // Written while still claimed: a kill in between loses neither the message nor the count.
  writeMessage(claim.path, {
    ...withFailure(claim.queued, failure),
    not_before: failure.notBefore,
  });
  await returnClaim(outbox, claim);
}

/** Moves a message by hand, as `change` makes it; false where it is no longer there. */
export async function moveMessage(
  outbox: Outbox,
  move: {
    readonly key: string;
    readonly from: "queued" | "dead";
    readonly to: "queued" | "dropped";
  },
  change: (queued: QueuedMessage) => QueuedMessage,
): Promise<boolean> {
  return underLock(outbox, () => {
    const name = `${move.key}.json`;
    const from = join(placeFolder(outbox.home, move.from), name);
    const target = placeFolder(outbox.home, move.to);
    const read = readMessage(from);
    if (read === "gone" || read === "unreadable") return false;
    // Changed before it moves: a kill in between leaves it where it was, which is no harm.
    writeMessage(from, change(read));
    makePrivateFolder(target);
    return moved(from, join(target, name));
  });
}

/** Back in line as it was. */
export async function returnClaim(outbox: Outbox, claim: Claim): Promise<void> {
  await underLock(outbox, () => moved(claim.path, queuedPath(outbox.home, claim.key)));
  forget(claim.path);
}

/**
 * Settles what killed processes left in `sending`, and what this one could not settle: with a
 * notice line it was sent, else it goes back in line. Returns the keys of both.
 */
export async function recoverClaims(
  outbox: Outbox,
): Promise<{ returned: readonly string[]; finished: readonly string[] }> {
  const folder = placeFolder(outbox.home, "sending");
  const left = namesIn(outbox.home, "sending").filter(
    (name) => isLeft(join(folder, name)) || !isAlive(...claimantOf(name)),
  );
  if (left.length === 0) return { returned: [], finished: [] };
  return underLock(outbox, () => {
    const { lines } = readHistory(outbox.home, HISTORY.notices);
    const returned: string[] = [];
    const finished: string[] = [];
    for (const name of left) {
      const key = keyOf("sending", name);
      const path = join(folder, name);
      const wasSent = isKnownSent(path) || lines.some((line) => line.key === key);
      const target = placeFolder(outbox.home, wasSent ? "sent" : "queued");
      makePrivateFolder(target);
      const done = moved(path, join(target, `${key}.json`));
      forget(path);
      if (done) (wasSent ? finished : returned).push(key);
    }
    return { returned, finished };
  });
}

interface Failure {
  readonly at: string;
  readonly reason: string;
  readonly message: string;
}

function withFailure(queued: QueuedMessage, { at, reason, message }: Failure): QueuedMessage {
  const failures = [...queued.failures, { at, reason, message }].slice(-FAILURES_KEPT);
  return { ...queued, attempts: queued.attempts + 1, failures };
}

function forward(home: string, claim: Pick<Claim, "path" | "key">, place: "sent" | "dead"): void {
  makePrivateFolder(placeFolder(home, place));
  renameSync(claim.path, join(placeFolder(home, place), `${claim.key}.json`));
  forget(claim.path);
}

async function underLock<T>(outbox: Outbox, act: () => T): Promise<T> {
  const { locks } = homePaths(outbox.home);
  const lock = await waitForLock(locks, "outbox", outbox.owner, LOCK_WAIT_MS);
  if ("heldBy" in lock) {
    throw new DeliveryError(
      "busy",
      `The outbox has been in use by process ${lock.heldBy} for ${LOCK_WAIT_MS / 1000} s. Try again when it has ended.`,
      true,
    );
  }
  try {
    return act();
  } finally {
    lock.release();
  }
}
