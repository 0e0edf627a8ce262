import { DeliveryError } from "../model/errors.ts";
import type { ChannelOf } from "./index.ts";

interface Cause {
  readonly reason: string;
  readonly next: string;
}

/** nodemailer's error codes in our words. A server's reply decides first whether to try again. */
const CAUSES: Readonly<Record<string, Cause>> = {
  EAUTH: { reason: "login", next: 'Check "user" and the password of this channel.' },
  ENOAUTH: { reason: "login", next: 'Set "user" and a password for this channel.' },
  EENVELOPE: { reason: "refused", next: 'Check "from" and "to" in config.toml.' },
  EMESSAGE: { reason: "refused", next: "Ask the owner of the mail server." },
  ETLS: { reason: "tls", next: 'Check "port" and "security" in config.toml.' },
  EDNS: { reason: "connection", next: 'Check "host" in config.toml and your network.' },
  EABORT: { reason: "interrupted", next: "It was stopped here." },
};
const CONNECTION: Cause = {
  reason: "connection",
  next: 'Check "host" and "port" in config.toml and your network.',
};
/** Without a reply from the server, what no later attempt can cure. */
const LASTING = ["ENOAUTH", "EENVELOPE", "ECONFIG", "EMAXRECIPIENTS"];

/** A failed mail as a DeliveryError; what is no mail failure is handed back as it was. */
export function mailFailure(
  channel: ChannelOf<"email">,
  error: unknown,
  password: string | undefined,
): unknown {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") {
    return error;
  }
  const reply = "response" in error && typeof error.response === "string" ? error.response : "";
  const permanent = "permanent" in error ? error.permanent : undefined;
  const retryable =
    typeof permanent === "boolean" ? !permanent : reply !== "" || !LASTING.includes(error.code);
  const { reason, next } = CAUSES[error.code] ?? CONNECTION;
  const said = plain(reply === "" ? error.message : reply, password);
  const then = retryable ? "It is tried again." : "It is not tried again.";
  // No cause: nodemailer's error holds the conversation with the server.
  return new DeliveryError(
    reason,
    `${channel.name}: ${channel.host}:${channel.port} did not take the mail (${said}). ${next} ${then}`,
    retryable,
  );
}

/** One short line that a terminal may show: the server's words are not ours. */
function plain(text: string, password: string | undefined): string {
  const safe = text.replace(/\p{C}+/gu, " ").trim();
  const open = password === undefined ? safe : safe.replaceAll(password, "…");
  return open.length > 200 ? `${open.slice(0, 199)}…` : open;
}
