import { TTL_MS } from "../deliver/backoff.ts";
import { appendHistory } from "../files/history.ts";
import { moveMessage, type Outbox, readPlace } from "../files/outbox.ts";
import type { Place } from "../files/outbox-folder.ts";
import { UserError } from "../model/errors.ts";
import { HISTORY } from "../model/history.ts";
import type { QueuedMessage } from "../model/message.ts";
import { type Context, outboxOf } from "./deliver.ts";

/** A message that is not sent yet, or never will be. */
export interface OpenMessage {
  readonly place: "queued" | "sending" | "dead";
  readonly queued: QueuedMessage;
}

export interface OutboxList {
  /** Oldest first. */
  readonly messages: readonly OpenMessage[];
  /** Names of files that are no messages. */
  readonly unreadable: readonly string[];
}

export function openMessages(home: string): OutboxList {
  const places = ["queued", "sending", "dead"] as const satisfies Place[];
  const read = places.map((place) => ({ place, ...readPlace(home, place) }));
  const messages = read.flatMap(({ place, messages }) =>
    messages.map((queued) => ({ place, queued })),
  );
  messages.sort((a, b) => (createdAt(a) < createdAt(b) ? -1 : 1));
  return { messages, unreadable: read.flatMap(({ unreadable }) => unreadable) };
}

function createdAt({ queued }: OpenMessage): string {
  return queued.message.created_at;
}

/**
 * Puts what was given up back in line as if it were new: worth sending for as long again, under
 * its old key. Returns the keys. Throws UserError where nothing is meant.
 */
export async function retryMessages(context: Context, named: string): Promise<string[]> {
  const now = context.io.now();
  const at = now.toISOString();
  return moveAll(context, meant(context.home, named, ["dead", "queued"]), {
    to: "queued",
    change: (queued) => ({
      ...queued,
      attempts: 0,
      not_before: at,
      message: {
        ...queued.message,
        expires_at: new Date(now.getTime() + TTL_MS[queued.message.kind]).toISOString(),
      },
    }),
  });
}

/**
 * Takes messages out of the line for good; their keys stay, so they do not come again. Returns
 * them. Throws UserError where nothing is meant.
 */
export async function dropMessages(context: Context, named: string): Promise<string[]> {
  const found = meant(context.home, named, ["queued", "dead"]);
  const at = context.io.now().toISOString();
  const dropped = await moveAll(context, found, { to: "dropped", change: (queued) => queued });
  appendHistory(
    context.home,
    HISTORY.channels,
    found
      .map(({ queued }) => queued.message)
      .filter(({ key }) => dropped.includes(key))
      .map(({ key, channel, kind, subject }) => {
        const about = { channel, key, message_kind: kind, subject };
        return { v: 1, at, kind: "gave_up", ...about, reason: "dropped" } as const;
      }),
  );
  return dropped;
}

/** The messages of a key, of its ending (at least four characters), or of a channel. */
export function meant(
  home: string,
  named: string,
  places: readonly OpenMessage["place"][],
): OpenMessage[] {
  const all = openMessages(home).messages.filter(({ place }) => places.includes(place));
  const exact = all.filter(({ queued: { message } }) => message.key === named);
  if (exact.length > 0) return exact;
  const ofChannel = all.filter(({ queued: { message } }) => message.channel === named);
  if (ofChannel.length > 0) return ofChannel;
  const ending =
    named.length < 4 ? [] : all.filter((one) => one.queued.message.key.endsWith(named));
  if (ending.length === 1) return ending;
  const what = ending.length === 0 ? "no message" : "more than one message";
  throw new UserError(
    `${what} of the outbox is meant by "${named}". claude-permit channels outbox lists them.`,
  );
}

async function moveAll(
  context: Context,
  found: readonly OpenMessage[],
  move: { to: "queued" | "dropped"; change: (queued: QueuedMessage) => QueuedMessage },
): Promise<string[]> {
  const outbox: Outbox = outboxOf(context);
  const keys: string[] = [];
  for (const { place, queued } of found) {
    const { key } = queued.message;
    if (place === "sending") continue;
    if (await moveMessage(outbox, { key, from: place, to: move.to }, move.change)) keys.push(key);
  }
  return keys;
}
