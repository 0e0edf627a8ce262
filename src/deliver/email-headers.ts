import type { SendMailOptions } from "nodemailer";
import type { ChannelOf } from "../model/channel.ts";
import type { Message } from "../model/message.ts";

/**
 * Headers that let a mail client thread, filter and mute: all made from the message alone, so
 * that every attempt sends the same.
 */
export function mailHeaders(
  channel: ChannelOf<"email">,
  message: Message,
): Pick<SendMailOptions, "messageId" | "references" | "headers"> {
  const host = hostName(message.host);
  const stop = `mailto:${addressOf(channel.from)}?subject=${encodeURIComponent(`stop ${message.key}`)}`;
  return {
    messageId: `<${message.key}@${host}>`,
    // A root that no mail bears: every message of the thread refers to it, and so to each other.
    references: `<${message.thread}@${host}>`,
    headers: {
      "Auto-Submitted": "auto-generated",
      "List-Id": `claude-permit ${message.kind} <${message.kind}.claude-permit.${host}>`,
      // No List-Unsubscribe-Post: RFC 8058 allows it only with an https address.
      "List-Unsubscribe": `<${stop}>`,
      "X-Claude-Permit-Severity": message.severity,
    },
  };
}

/** A name that may stand after an `@` in a Message-ID. */
function hostName(host: string): string {
  const name = host
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/g, "-")
    .replace(/^[.-]+|[.-]+$/g, "");
  return name === "" ? "localhost" : name;
}

/** `a@b.example` of `Name <a@b.example>`. */
function addressOf(from: string): string {
  return (/<([^<>]+)>/.exec(from)?.[1] ?? from).trim();
}
