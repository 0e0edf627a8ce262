import type { SendMailOptions } from "nodemailer";
import type { ChannelOf } from "../model/channel.ts";
import { DeliveryError } from "../model/errors.ts";
import type { Message } from "../model/message.ts";
import { mailFailure } from "./email-failure.ts";
import { mailHeaders } from "./email-headers.ts";
import { passwordOf } from "./email-password.ts";
import type { Outside } from "./index.ts";

const WAIT_MS = { connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 60_000 };

/**
 * Sends the message by SMTP, text first and markup last. The Message-ID is fixed when the message
 * is made, so a second attempt whose first one did arrive is recognised as the same mail.
 */
export async function carryByEmail(
  channel: ChannelOf<"email">,
  message: Message,
  outside: Outside,
): Promise<string> {
  const password = await passwordOf(channel, outside);
  const { createTransport } = await import("nodemailer");
  const transport = createTransport({
    host: channel.host,
    port: channel.port,
    ...security(channel),
    ...WAIT_MS,
    ...(channel.user === undefined ? {} : { auth: { user: channel.user, pass: password ?? "" } }),
    disableFileAccess: true,
    disableUrlAccess: true,
    maxRecipients: 20,
  });
  const timeout = AbortSignal.timeout(channel.timeout_seconds * 1000);
  const signal = AbortSignal.any([timeout, outside.signal]);
  try {
    const sent = await transport.sendMail({ ...mailOf(channel, message), signal });
    const taken = `the server took it (${/^\d{3}/.exec(sent.response)?.[0] ?? "ok"})`;
    return sent.rejected.length === 0 ? taken : partly(sent.accepted, sent.rejected);
  } catch (error) {
    throw mailFailure(channel, error, timeout.aborted);
  } finally {
    transport.close();
  }
}

/** The mail as nodemailer takes it; apart from the connection, so that it can be looked at. */
export function mailOf(channel: ChannelOf<"email">, message: Message): SendMailOptions {
  return {
    from: channel.from,
    to: [...channel.to],
    subject: message.subject.replace(/\p{Cc}+/gu, " ").slice(0, 120),
    text: message.text,
    ...(message.html === null ? {} : { html: message.html }),
    date: new Date(message.created_at),
    ...mailHeaders(channel, message),
    attachments: message.files.map((file) => ({ filename: file.name, content: file.content })),
  };
}

/**
 * `tls` from the first byte; `starttls` required, never silently without; `none` only where no
 * password would travel in the clear.
 */
function security(channel: ChannelOf<"email">): {
  secure: boolean;
  requireTLS?: true;
  ignoreTLS?: true;
} {
  if (channel.security === "tls") return { secure: true };
  if (channel.security === "starttls") return { secure: false, requireTLS: true };
  if (channel.user !== undefined && !/^(localhost|127\.\d+\.\d+\.\d+|::1)$/.test(channel.host)) {
    throw new DeliveryError(
      "configuration",
      `${channel.name}: security = "none" would send the password readable to ${channel.host}. Set security = "starttls" or "tls" in config.toml.`,
      false,
    );
  }
  return { secure: false, ignoreTLS: true };
}

/** How many, not who: no address stands in a history. */
function partly(accepted: readonly string[], rejected: readonly string[]): string {
  const all = accepted.length + rejected.length;
  return `the server took it for ${accepted.length} of ${all} recipients and refused ${rejected.length}`;
}
