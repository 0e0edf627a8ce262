import { DeliveryError } from "../model/errors.ts";
import type { Posted } from "./post.ts";

/** Answers that a later attempt may change; every 5xx is one too. */
const PASSING = [408, 425, 429];

/**
 * What an HTTP answer means: what there is to say of a message that was taken, else throws
 * DeliveryError. `said` is a word of the destination's that we know.
 */
export function judgeAnswer(
  channel: string,
  { status, retryAfterMs }: Posted,
  said: { readonly word: string; readonly next: string } | undefined,
): string {
  if (status >= 200 && status < 300) return `HTTP ${status}`;
  const what = `${channel}: HTTP ${status}${said === undefined ? "" : ` (${said.word})`}`;
  const retryable = PASSING.includes(status) || status >= 500;
  if (retryable) {
    const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
    const reason = status === 429 ? "too_many" : "unavailable";
    throw new DeliveryError(reason, `${what}; it is tried again.`, true, wait);
  }
  const next = said?.next ?? NEXT[status] ?? "See what it expects.";
  throw new DeliveryError("refused", `${what}. ${next} It is not tried again.`, false);
}

const CHECK = "Check the address of this channel, then claude-permit channels retry.";

const NEXT: Readonly<Record<number, string>> = {
  301: CHECK,
  302: CHECK,
  307: CHECK,
  308: CHECK,
  401: CHECK,
  403: CHECK,
  404: CHECK,
  410: "The address is gone for good: set another one.",
  413: 'The message is too large: redaction = "counts" makes it smaller.',
};
