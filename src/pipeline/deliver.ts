import { backoffMs } from "../deliver/backoff.ts";
import { expiryOf } from "../deliver/expiry.ts";
import { carry } from "../deliver/index.ts";
import { appendHistory } from "../files/history.ts";
import { homePaths, sessionHomeFlag } from "../files/home.ts";
import { sweepLeftBehind } from "../files/left-behind.ts";
import { addNotice, MESSAGE_NOTICE } from "../files/notices.ts";
import {
  buryClaim,
  type Claim,
  claimMessage,
  finishClaim,
  type Outbox,
  postponeClaim,
  readPlace,
  recoverClaims,
  returnClaim,
} from "../files/outbox.ts";
import { PLACES, placeFolder } from "../files/outbox-folder.ts";
import { letGo } from "../files/own-claims.ts";
import type { Io } from "../io.ts";
import { allEnded } from "../model/all-ended.ts";
import type { CommandConfig } from "../model/config.ts";
import { DeliveryError } from "../model/errors.ts";
import { HISTORY } from "../model/history.ts";
import type { QueuedMessage } from "../model/message.ts";
import { approvalOf, approvedOutside, beginApprovals } from "./approvals.ts";
import { findChannel, wrongChannel } from "./channels.ts";
import { homeFlag } from "./home-flag.ts";

export interface Context {
  readonly io: Io;
  readonly home: string;
  readonly config: CommandConfig;
}

/** What became of one message in this round. */
export type Delivery =
  | {
      readonly kind: "sent";
      readonly key: string;
      readonly channel: string;
      readonly detail: string;
    }
  | {
      readonly kind: "waiting";
      readonly key: string;
      readonly channel: string;
      readonly problem: string;
      /** ISO 8601 UTC. */
      readonly next: string;
    }
  | {
      /** Not tried: `held` until somebody approves the channel, `dead` for good. */
      readonly kind: "held" | "dead";
      readonly key: string;
      readonly channel: string;
      readonly problem: string;
    };

/**
 * Sends every message that is due, oldest first, after settling what killed processes left. Each
 * channel goes its own way: one that hangs delays none. Any number of processes may do this at a
 * time: each message is claimed by one. A failure is an answer, not an exception. `busy` names
 * channels that are left alone, and those that are at it while it runs.
 */
export async function deliverQueued(
  context: Context,
  busy: Set<string> = new Set(),
): Promise<Delivery[]> {
  const { io, home } = context;
  await recoverClaims(outboxOf(context));
  sweepOutbox(context);
  const { messages } = readPlace(home, "queued");
  if (messages.length > 0) beginApprovals(context);
  const byChannel = new Map<string, QueuedMessage[]>();
  for (const queued of messages) {
    const { channel } = queued.message;
    if (Date.parse(queued.not_before) > io.now().getTime() || busy.has(channel)) continue;
    byChannel.set(channel, [...(byChannel.get(channel) ?? []), queued]);
  }
  const rounds = [...byChannel].map(async ([channel, due]) => {
    busy.add(channel);
    try {
      return await channelRound(context, channel, due);
    } finally {
      busy.delete(channel);
    }
  });
  return (await allEnded(rounds)).flat();
}

/** What a kill left of files that were being written. */
function sweepOutbox({ io, home }: Context): void {
  const folders = [...PLACES.map((place) => placeFolder(home, place)), homePaths(home).out];
  for (const folder of folders) sweepLeftBehind(folder, io.now());
}

export function outboxOf({ io, home }: Pick<Context, "io" | "home">): Outbox {
  return { home, owner: { pid: io.pid } };
}

/**
 * One channel's messages, one after the other. After a failure that may pass the others wait for
 * the next round: whoever could not take this one will not take them either.
 */
async function channelRound(
  context: Context,
  name: string,
  due: readonly QueuedMessage[],
): Promise<Delivery[]> {
  const { io } = context;
  const held = await heldReason(context, name);
  const deliveries: Delivery[] = [];
  let rests = false;
  for (const queued of due) {
    const { message } = queued;
    if (io.signal.aborted) break;
    const expired = isExpired(queued, held, io.now());
    if (held !== undefined && !expired) {
      deliveries.push({ kind: "held", key: message.key, channel: name, problem: held });
      continue;
    }
    if (rests && !expired) continue;
    const claim = await claimMessage(outboxOf(context), message.key, io.now());
    if (claim === undefined) continue;
    const delivery = await settle(context, claim, held).finally(() => letGo(claim.path));
    rests ||= delivery.kind === "waiting";
    deliveries.push(delivery);
  }
  return deliveries;
}

/** Why nothing goes out by this channel until somebody approves it; undefined where it may. */
async function heldReason(context: Context, name: string): Promise<string | undefined> {
  // With a mistake in its table it is not gone: what is for it waits until that is mended.
  if (context.config.leftOut?.channels.includes(name) === true) return wrongChannel(name);
  const channel = findChannel(context.config, name);
  if (channel === undefined) return undefined;
  try {
    const approval = await approvalOf(context, channel);
    if (approval === "here" || approval === "approved") return undefined;
    const why = approval === "new" ? "was never approved" : "leads elsewhere than was approved";
    return `${name}: ${why}. Look at it, then: claude-permit channels approve ${name}${homeFlag(context.io, context.home)}.`;
  } catch (error) {
    // Its address cannot be had: sending says so, and counts it as a failure that may pass.
    if (error instanceof DeliveryError) return undefined;
    throw error;
  }
}

async function settle(context: Context, claim: Claim, held: string | undefined): Promise<Delivery> {
  const { key, channel } = claim.queued.message;
  let detail: string;
  try {
    detail = await attempt(context, claim, held);
  } catch (error) {
    if (error instanceof DeliveryError) return fail(context, claim, error);
    await returnClaim(outboxOf(context), claim);
    throw error;
  }
  // From here on it was sent: whatever fails now must not put it back in line.
  try {
    appendNotice(context, claim, detail);
  } finally {
    finishClaim(context.home, claim);
  }
  return { kind: "sent", key, channel, detail };
}

async function attempt(context: Context, claim: Claim, held: string | undefined): Promise<string> {
  const { io, config } = context;
  const { message } = claim.queued;
  if (isExpired(claim.queued, held, io.now())) {
    const why = held === undefined ? lastProblem(claim) : `${lastProblem(claim)} ${held}`;
    throw new DeliveryError("expired", `${message.channel}: ${message.key} ${why}`, false);
  }
  const channel = findChannel(config, message.channel);
  if (channel === undefined) {
    const text = `config.toml no longer has a channel "${message.channel}", so ${message.key} was not sent.`;
    throw new DeliveryError("unknown_channel", text, false);
  }
  return carry(channel, message, approvedOutside(context, channel));
}

/** What nobody approved ages, awake or asleep. */
function isExpired(queued: QueuedMessage, held: string | undefined, now: Date): boolean {
  const expires = held === undefined ? expiryOf(queued, now) : queued.message.expires_at;
  return Date.parse(expires) <= now.getTime();
}

function lastProblem({ queued }: Claim): string {
  const last = queued.failures[queued.failures.length - 1];
  const until = `was worth sending until ${queued.message.expires_at}`;
  if (last === undefined) return `${until}; no attempt was made before.`;
  return `${until}; ${queued.attempts} attempts failed, the last: ${last.message}`;
}

async function fail(context: Context, claim: Claim, error: DeliveryError): Promise<Delivery> {
  const { key, channel } = claim.queued.message;
  const now = context.io.now();
  // Stopped by a signal: nobody failed.
  if (context.io.signal.aborted) {
    await returnClaim(outboxOf(context), claim);
    return { kind: "waiting", key, channel, problem: error.message, next: now.toISOString() };
  }
  const failure = { at: now.toISOString(), reason: error.reason, message: error.message };
  if (!error.retryable) {
    recordEnd(context, claim, error);
    buryClaim(context.home, claim, failure);
    return { kind: "dead", key, channel, problem: error.message };
  }
  const wait = Math.max(backoffMs(key, claim.queued.attempts + 1), error.retryAfterMs ?? 0);
  const expires_at = expiryOf(claim.queued, now);
  // When it is no longer worth sending it comes up once more, to be given up and told of.
  const next = new Date(Math.min(now.getTime() + wait, Date.parse(expires_at))).toISOString();
  const message = { ...claim.queued.message, expires_at };
  const aged = { ...claim, queued: { ...claim.queued, message } };
  await postponeClaim(outboxOf(context), aged, { ...failure, notBefore: next });
  return { kind: "waiting", key, channel, problem: error.message, next };
}

/** Written before the file moves to `sent`: after a kill in between it is not sent again. */
function appendNotice(context: Context, { queued }: Claim, detail: string): void {
  const { key, channel, kind, thread, subject, severity } = queued.message;
  const at = context.io.now().toISOString();
  const attempts = queued.attempts + 1;
  appendHistory(context.home, HISTORY.notices, [
    { v: 1, at, key, channel, kind, thread, subject, severity, attempts, detail },
  ]);
}

/** Written before the file moves to `dead`: the next digest and the next session say so. */
function recordEnd({ io, home }: Context, { queued }: Claim, { reason }: DeliveryError): void {
  const { key, channel, kind, subject } = queued.message;
  const at = io.now().toISOString();
  appendHistory(home, HISTORY.channels, [
    { v: 1, at, kind: "gave_up", channel, key, message_kind: kind, subject, reason },
  ]);
  const what = `"${subject.replace(/\p{C}+/gu, " ")}" was not delivered by ${channel} (${reason})`;
  const text = `${what}: claude-permit channels outbox${sessionHomeFlag(home, io.accountHome)}`;
  addNotice(home, { id: `${MESSAGE_NOTICE}${key}#${at}`, text });
}
