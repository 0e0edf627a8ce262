import { createHmac } from "node:crypto";
import type { ChannelOf } from "../model/channel.ts";
import type { Message } from "../model/message.ts";
import { judgeAnswer } from "./http-answer.ts";
import type { Outside } from "./index.ts";
import { post } from "./post.ts";
import { secretOf } from "./secret-source.ts";
import { secretUrl } from "./secret-url.ts";

/**
 * Posts the message as JSON: what it is about, and the report in full. `Idempotency-Key` is the
 * same at every attempt; with a key, `Claude-Permit-Signature` says when and by whom it was sent.
 */
export async function carryToWebhook(
  channel: ChannelOf<"webhook">,
  message: Message,
  outside: Outside,
): Promise<string> {
  const { name, security, timeout_seconds } = channel;
  const url = await secretUrl(channel, outside, security);
  const secret = await webhookKey(channel, outside);
  const body = webhookBody(message);
  const headers = {
    "idempotency-key": message.key,
    "user-agent": "claude-permit",
    ...(secret === undefined
      ? {}
      : { "claude-permit-signature": signature(body, secret, outside.now()) }),
  };
  const timeoutMs = timeout_seconds * 1000;
  const answer = await post({ channel: name, url, body, headers, timeoutMs }, outside);
  return judgeAnswer(answer, { channel: name, outside });
}

/** What signs; undefined where nothing does. Throws DeliveryError. */
export function webhookKey(
  channel: ChannelOf<"webhook">,
  outside: Outside,
): Promise<string | undefined> {
  const { name, secret_env: env, secret_file: file, secret_command: command } = channel;
  return secretOf({ channel: name, what: "secret", env, file, command }, outside);
}

/** The same text at every attempt. */
function webhookBody(message: Message): string {
  const { version, key, kind, channel, host, created_at, subject, severity, text } = message;
  const report: unknown = message.payload === null ? null : JSON.parse(message.payload);
  const about = { version, key, kind, channel, host, created_at, subject, severity };
  // What has no report, such as a test, has its text.
  return JSON.stringify(report === null ? { ...about, text } : { ...about, report });
}

/**
 * `t=1764000000,v1=HEX`: HMAC-SHA256 over `t`, a dot and the body, with the channel's key. A
 * receiver computes it again, compares in constant time and refuses what is minutes old.
 */
export function signature(body: string, secret: string, now: Date): string {
  const seconds = Math.floor(now.getTime() / 1000);
  const mac = createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex");
  return `t=${seconds},v1=${mac}`;
}
