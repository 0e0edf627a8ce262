import { carry } from "../deliver/index.ts";
import type { Channel } from "../model/channel.ts";
import type { Message } from "../model/message.ts";
import { VERSION } from "../version.ts";
import { approvedOutside } from "./approvals.ts";
import type { Context } from "./deliver.ts";
import { messageKey, threadOf } from "./message-key.ts";

/**
 * Sends a short message by the channel at once, beside the outbox, and returns what there is to
 * say of it. Throws DeliveryError.
 */
export function sendTest(context: Context, channel: Channel): Promise<string> {
  return carry(channel, testMessage(context, channel), approvedOutside(context, channel));
}

function testMessage({ io }: Context, channel: Channel): Message {
  const now = io.now();
  const at = now.toISOString();
  return {
    version: 1,
    key: messageKey({ kind: "test", period: at, channel, rest: [] }),
    kind: "notice",
    channel: channel.name,
    host: io.host,
    created_at: at,
    expires_at: new Date(now.getTime() + 60_000).toISOString(),
    subject: `[claude-permit] test of the channel ${channel.name}`,
    severity: "none",
    text: `This is what claude-permit channels test ${channel.name} sends.\nMessages reach you here. (claude-permit ${VERSION} on ${io.host})\n`,
    html: null,
    files: [],
    payload: null,
    thread: threadOf("test", channel),
  };
}
