import type { SendMailOptions } from "nodemailer";
import { DeliveryError } from "../model/errors.ts";
import type { Message } from "../model/message.ts";
import { mailFailure } from "./email-failure.ts";
import { mailHeaders } from "./email-headers.ts";
import { passwordOf } from "./email-password.ts";
import type { ChannelOf, Outside } from "./index.ts";

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
  const password = passwordOf(channel, outside);
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
  try {
    const sent = await transport.sendMail({ ...mailOf(channel, message), signal: outside.signal });
    return sent.rejected.length === 0 ? sent.response : partly(sent.accepted, sent.rejected);
  } catch (error) {
    throw mailFailure(channel, error, password);
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
      `${channel.name}: security = "none" would send the password of ${channel.user} readable to ${channel.host}. Set security = "starttls" or "tls" in config.toml.`,
      false,
    );
  }
  return { secure: false, ignoreTLS: true };
}

function partly(accepted: readonly string[], rejected: readonly string[]): string {
  const all = accepted.length + rejected.length;
  return `accepted for ${accepted.length} of ${all} recipients; refused: ${rejected.join(", ")}`;
}
