import type { Channel, ChannelOf } from "../model/channel.ts";
import type { Message } from "../model/message.ts";

/** What a channel may know of the world. */
export interface Outside {
  readonly home: string;
  /** For `~` in a folder. */
  readonly accountHome: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  readonly fetch: typeof fetch;
  now(): Date;
  /** For what is printed. */
  print(text: string): void;
  /** Throws DeliveryError where nobody approved the secret address that is about to be called. */
  checkAddress?(address: URL): void;
}

/**
 * Carries one complete message to one destination and returns what there is to say of it (may be
 * empty), in our own words: what a destination says may hold what nobody should read. Throws
 * DeliveryError and nothing else: `retryable` where a later attempt can succeed without anybody
 * changing something here.
 */
export type Carry<Kind extends Channel["type"] = Channel["type"]> = (
  channel: ChannelOf<Kind>,
  message: Message,
  outside: Outside,
) => Promise<string>;

/** The channel kinds. Each loads what it needs only when a message is carried. */
export const CHANNELS = {
  stdout: async (...parts) => (await import("./stdout.ts")).carryToStdout(...parts),
  file: async (...parts) => (await import("./file.ts")).carryToFile(...parts),
  email: async (...parts) => (await import("./email.ts")).carryByEmail(...parts),
  slack: async (...parts) => (await import("./slack.ts")).carryToSlack(...parts),
  webhook: async (...parts) => (await import("./webhook.ts")).carryToWebhook(...parts),
  command: async (...parts) => (await import("./command.ts")).carryToCommand(...parts),
} as const satisfies { [Kind in Channel["type"]]: Carry<Kind> };

/** Carries the message by the channel's kind. Throws DeliveryError. */
export async function carry(channel: Channel, message: Message, outside: Outside): Promise<string> {
  switch (channel.type) {
    case "stdout":
      return CHANNELS.stdout(channel, message, outside);
    case "file":
      return CHANNELS.file(channel, message, outside);
    case "email":
      return CHANNELS.email(channel, message, outside);
    case "slack":
      return CHANNELS.slack(channel, message, outside);
    case "webhook":
      return CHANNELS.webhook(channel, message, outside);
    case "command":
      return CHANNELS.command(channel, message, outside);
  }
}
