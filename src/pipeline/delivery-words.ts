import { EXIT, type ExitCode } from "../model/errors.ts";
import { localWords } from "../schedule/local-words.ts";
import type { Delivery } from "./deliver.ts";
import type { Enqueued } from "./enqueue.ts";

/** Whose clock the reader looks at. */
export interface LocalClock {
  readonly now: Date;
  readonly timeZone: string;
}

const PLACES = {
  new: "is in line",
  queued: "was in line already",
  sending: "is being sent by another process",
  sent: "was sent before: not sent again",
  dead: "was given up before: claude-permit channels outbox",
  dropped: "was dropped before: not sent again",
} as const satisfies Record<Enqueued["place"], string>;

/** What was not sent in this round, and why; what was, `deliveryLines` tells. */
export function enqueuedLines(
  enqueued: readonly Enqueued[],
  deliveries: readonly Delivery[],
  clock: LocalClock,
): string[] {
  return enqueued
    .filter(({ key }) => !deliveries.some((delivery) => delivery.key === key))
    .map(({ channel, key, place, notBefore }) => {
      const isLater = place === "new" && notBefore !== null;
      const later = isLater ? `, not sent before ${localMoment(notBefore, clock)}` : "";
      return `${channel}: ${key} ${PLACES[place]}${later}`;
    });
}

/** One line a message, for people: what came of it and what comes next. */
export function deliveryLines(deliveries: readonly Delivery[], clock: LocalClock): string[] {
  return deliveries.map((delivery) => deliveryLine(delivery, clock));
}

/** `Mon 23 Nov 07:06, Europe/Amsterdam`. */
function localMoment(at: string, clock: LocalClock): string {
  return `${localWords(at, clock)}, ${clock.timeZone}`;
}

function deliveryLine(delivery: Delivery, clock: LocalClock): string {
  switch (delivery.kind) {
    case "sent": {
      const detail = clean(delivery.detail);
      return `${delivery.channel}: sent ${delivery.key}${detail === "" ? "" : ` (${detail})`}`;
    }
    case "waiting":
      return `${clean(delivery.problem)} Next attempt after ${localMoment(delivery.next, clock)}: ${delivery.key}`;
    case "held":
      return `${clean(delivery.problem)} Until then it waits: ${delivery.key}`;
    case "dead":
      return `${clean(delivery.problem)} Given up: ${delivery.key}, kept in outbox/dead`;
  }
}

/** 4 where anything was not delivered, now or for good. */
export function deliveryExit(deliveries: readonly Delivery[]): ExitCode {
  return deliveries.every(({ kind }) => kind === "sent") ? EXIT.ok : EXIT.delivery;
}

/** A server's words are not ours: no control character reaches the terminal. */
function clean(text: string): string {
  return text.replace(/\s+/g, " ").replace(/\p{Cc}|\p{Cf}/gu, "");
}
