import { DeliveryError } from "../model/errors.ts";
import type { Outside } from "./index.ts";

export interface Post {
  /** Name of the channel: nothing else of it is told. */
  readonly channel: string;
  readonly url: URL;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

export interface Posted {
  readonly status: number;
  /** Milliseconds that Retry-After asks for. */
  readonly retryAfterMs: number | undefined;
  /** The first of what came back; never told to anybody. */
  readonly text: string;
}

const MOST_WAIT_MS = 24 * 3_600_000;
const MOST_TEXT = 2000;

/**
 * One POST of JSON. Follows no redirect: another address is another destination. Throws
 * DeliveryError, in words that hold nothing of the address, where no answer came.
 */
export async function post(given: Post, outside: Outside): Promise<Posted> {
  const { channel, url, body, headers, timeoutMs } = given;
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const response = await outside.fetch(url, {
      method: "POST",
      body,
      headers: { "content-type": "application/json; charset=utf-8", ...headers },
      redirect: "manual",
      signal: AbortSignal.any([timeout, outside.signal]),
    });
    const { status } = response;
    const retryAfterMs = retryAfter(response.headers.get("retry-after"), outside.now());
    return { status, retryAfterMs, text: await beginningOf(response) };
  } catch (error) {
    throw noAnswer({ channel, seconds: timeoutMs / 1000 }, { timeout, outside, error });
  }
}

/** A body that is cut or never ends changes nothing: the status says what became of the message. */
async function beginningOf(response: Response): Promise<string> {
  const { status, body } = response;
  if (body === null) return "";
  if (status < 300) {
    await body.cancel().catch(() => undefined);
    return "";
  }
  const decoder = new TextDecoder();
  let text = "";
  try {
    for await (const chunk of body) {
      text += decoder.decode(chunk, { stream: true });
      if (text.length >= MOST_TEXT) break;
    }
  } catch {
    // What came of it is all there is.
  }
  return text.slice(0, MOST_TEXT);
}

/** Retry-After as seconds or as a date; at most a day. */
function retryAfter(value: string | null, now: Date): number | undefined {
  if (value === null) return undefined;
  const ms = /^\d+$/.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - now.getTime();
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), MOST_WAIT_MS);
}

/** What Node calls a failure, in words. Its own message may hold the address. */
const CAUSES: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there",
  ECONNRESET: "the connection was cut",
  UND_ERR_SOCKET: "the connection was cut",
  EPIPE: "the connection was cut",
  ENOTFOUND: "its name is not known",
  EAI_AGAIN: "its name could not be looked up",
  ETIMEDOUT: "it does not answer",
  UND_ERR_CONNECT_TIMEOUT: "it does not answer",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is not trusted",
  SELF_SIGNED_CERT_IN_CHAIN: "its certificate is not trusted",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its certificate is not trusted",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "its certificate is not trusted",
  CERT_HAS_EXPIRED: "its certificate has expired",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is another's",
};

function noAnswer(
  { channel, seconds }: { channel: string; seconds: number },
  about: { timeout: AbortSignal; outside: Outside; error: unknown },
): DeliveryError {
  const { timeout, outside, error } = about;
  const failed = (reason: string, what: string): DeliveryError =>
    // No cause: it may hold the address.
    new DeliveryError(reason, `${channel}: ${what}; it is tried again.`, true);
  if (outside.signal.aborted) return failed("interrupted", "it was stopped here");
  if (timeout.aborted) return failed("timeout", `there was no answer within ${seconds} s`);
  const code = codeOf(error instanceof Error ? error.cause : undefined) ?? codeOf(error);
  const words = CAUSES[code ?? ""] ?? `no answer came${code === undefined ? "" : ` (${code})`}`;
  return failed("connection", words);
}

function codeOf(error: unknown): string | undefined {
  const code = error instanceof Object && "code" in error ? error.code : undefined;
  return typeof code === "string" && /^[A-Z_]{3,40}$/.test(code) ? code : undefined;
}
