import { backoffMs } from "../deliver/backoff.ts";
import { carry, type Outside } from "../deliver/index.ts";
import { appendHistory } from "../files/history.ts";
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
import type { Io } from "../io.ts";
import type { CommandConfig } from "../model/config.ts";
import { DeliveryError } from "../model/errors.ts";
import { HISTORY } from "../model/history.ts";
import { findChannel } from "./channels.ts";

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
      readonly kind: "dead";
      readonly key: string;
      readonly channel: string;
      readonly problem: string;
    };

/**
 * Sends every message that is due, oldest first, after settling what killed processes left.
 * Any number of processes may do this at a time: each message is claimed by one. A failure is
 * an answer, not an exception.
 */
export async function deliverQueued(context: Context): Promise<Delivery[]> {
  const { io, home } = context;
  const outbox = outboxOf(context);
  await recoverClaims(outbox);
  const deliveries: Delivery[] = [];
  for (const { message, not_before } of readPlace(home, "queued").messages) {
    if (io.signal.aborted) break;
    if (Date.parse(not_before) > io.now().getTime()) continue;
    const claim = await claimMessage(outbox, message.key, io.now());
    if (claim !== undefined) deliveries.push(await settle(context, claim));
  }
  return deliveries;
}

export function outboxOf({ io, home }: Pick<Context, "io" | "home">): Outbox {
  return { home, owner: { pid: io.pid } };
}

async function settle(context: Context, claim: Claim): Promise<Delivery> {
  const { key, channel } = claim.queued.message;
  let detail: string;
  try {
    detail = await attempt(context, claim);
  } catch (error) {
    if (error instanceof DeliveryError) return fail(context, claim, error);
    await returnClaim(outboxOf(context), claim);
    throw error;
  }
  // From here on it was sent: whatever fails now must not put it back in line.
  appendNotice(context, claim, detail);
  finishClaim(context.home, claim);
  return { kind: "sent", key, channel, detail };
}

async function attempt(context: Context, claim: Claim): Promise<string> {
  const { io, config } = context;
  const { message } = claim.queued;
  if (Date.parse(message.expires_at) <= io.now().getTime()) {
    throw new DeliveryError("expired", `${message.key} ${lastProblem(claim)}`, false);
  }
  const channel = findChannel(config, message.channel);
  if (channel === undefined) {
    const text = `config.toml no longer has a channel "${message.channel}", so ${message.key} was not sent.`;
    throw new DeliveryError("unknown_channel", text, false);
  }
  return carry(channel, message, outsideOf(context));
}

/** What channels see of the world. */
export function outsideOf({ io, home }: Pick<Context, "io" | "home">): Outside {
  return {
    home,
    accountHome: io.accountHome,
    env: io.env,
    signal: io.signal,
    fetch: io.fetch,
    now: () => io.now(),
    print: (text) => io.stdout.write(text),
  };
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
  const failure = { at: now.toISOString(), reason: error.reason, message: error.message };
  if (!error.retryable) {
    buryClaim(context.home, claim, failure);
    return { kind: "dead", key, channel, problem: error.message };
  }
  const wait = Math.max(backoffMs(key, claim.queued.attempts + 1), error.retryAfterMs ?? 0);
  const next = new Date(now.getTime() + wait).toISOString();
  await postponeClaim(outboxOf(context), claim, { ...failure, notBefore: next });
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
