import { sessionHomeFlag } from "../files/home.ts";
import { DeliveryError } from "../model/errors.ts";
import type { Outside } from "./index.ts";
import type { Posted } from "./post.ts";

/** Answers that a later attempt may change; every 5xx is one too. */
const PASSING = [408, 425, 429];

/** What an HTTP answer is judged for. */
interface Answered {
  /** Name of the channel. */
  readonly channel: string;
  readonly outside: Pick<Outside, "home" | "accountHome">;
  /** A word of the destination's that we know. */
  readonly said?: { readonly word: string; readonly next: string } | undefined;
}

/**
 * What an HTTP answer means: what there is to say of a message that was taken, else throws
 * DeliveryError.
 */
export function judgeAnswer(
  { status, retryAfterMs }: Posted,
  { channel, outside, said }: Answered,
): string {
  if (status >= 200 && status < 300) return `HTTP ${status}`;
  const what = `${channel}: HTTP ${status}${said === undefined ? "" : ` (${said.word})`}`;
  const retryable = PASSING.includes(status) || status >= 500;
  if (retryable) {
    const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
    const reason = status === 429 ? "too_many" : "unavailable";
    throw new DeliveryError(reason, `${what}; it is tried again.`, true, wait);
  }
  const next = said?.next ?? nextOf(status, outside);
  throw new DeliveryError("refused", `${what}. ${next} It is not tried again.`, false);
}

/** Answers that say that the address is not, or not any more, one of ours. */
const WRONG_ADDRESS = [301, 302, 307, 308, 401, 403, 404];

function nextOf(status: number, { home, accountHome }: Answered["outside"]): string {
  if (!WRONG_ADDRESS.includes(status)) return NEXT[status] ?? "See what it expects.";
  const retry = `claude-permit channels retry${sessionHomeFlag(home, accountHome)}`;
  return `Check the address of this channel, then ${retry}.`;
}

const NEXT: Readonly<Record<number, string>> = {
  410: "The address is gone for good: set another one.",
  413: 'The message is too large: redaction = "counts" makes it smaller.',
};
