import type { ChannelOf } from "../model/channel.ts";
import { DeliveryError } from "../model/errors.ts";

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
const TIMEOUT: Cause = { reason: "timeout", next: "The server took too long." };
const CERTIFICATE: Cause = {
  reason: "tls",
  next: "Ask the owner of the mail server; NODE_EXTRA_CA_CERTS names certificates to trust.",
};
/** Without a reply from the server, what no later attempt can cure. */
const LASTING = ["ENOAUTH", "EENVELOPE", "ECONFIG", "EMAXRECIPIENTS"];

/** A failed mail as a DeliveryError; what is no mail failure is handed back as it was. */
export function mailFailure(
  channel: ChannelOf<"email">,
  error: unknown,
  timedOut: boolean,
): unknown {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") {
    return error;
  }
  const reply = "response" in error && typeof error.response === "string" ? error.response : "";
  const permanent = "permanent" in error ? error.permanent : undefined;
  const retryable =
    typeof permanent === "boolean" ? !permanent : reply !== "" || !LASTING.includes(error.code);
  const said = timedOut
    ? `no end within ${channel.timeout_seconds} s`
    : (replyCodes(reply) ?? connectionWords(error.message) ?? error.code);
  const cause = said.includes("certificate") ? CERTIFICATE : (CAUSES[error.code] ?? CONNECTION);
  const { reason, next } = timedOut ? TIMEOUT : cause;
  const then = retryable ? "It is tried again." : "It is not tried again.";
  // No cause: nodemailer's error holds the conversation with the server.
  return new DeliveryError(
    reason,
    `${channel.name}: ${channel.host}:${channel.port} did not take the mail (${said}). ${next} ${then}`,
    retryable,
  );
}

/** `550 5.1.1` of a reply. Its words are the server's and may hold an address or a password. */
function replyCodes(reply: string): string | undefined {
  return /^[245]\d\d(?:[ -][245]\.\d{1,3}\.\d{1,3}\b)?/.exec(reply)?.[0]?.replace("-", " ");
}

/** What nodemailer and Node say of a connection, in words that hold nothing of the server's. */
const SIGNS = [
  { sign: /ECONNREFUSED/, words: "nothing listens there" },
  { sign: /ENOTFOUND|EAI_AGAIN|EDNS/, words: "its name is not known" },
  { sign: /self[- ]signed|unable to (?:verify|get)/i, words: "its certificate is not trusted" },
  { sign: /certificate has expired/i, words: "its certificate has expired" },
  { sign: /altnames|certificate/i, words: "its certificate is another's" },
  { sign: /STARTTLS/, words: "it offers no STARTTLS" },
  { sign: /wrong version|ssl|tls/i, words: "no encryption came about" },
  { sign: /timeout|ETIMEDOUT/i, words: "it does not answer" },
  { sign: /closed|ECONNRESET|EPIPE|hang up/i, words: "the connection was cut" },
] as const;

function connectionWords(message: string): string | undefined {
  return SIGNS.find(({ sign }) => sign.test(message))?.words;
}
