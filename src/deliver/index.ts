import type { Channel } from "../model/config.ts";
import type { Message } from "../model/message.ts";

/** What a channel may know of the world. */
export interface Outside {
  readonly home: string;
  /** For `~` in a folder. */
  readonly accountHome: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

/**
 * Carries one complete message to one destination and returns what the destination had to say
 * (may be empty). Throws DeliveryError and nothing else: `retryable` where a later attempt can
 * succeed without anybody changing something here.
 */
export type Carry<Kind extends Channel["type"] = Channel["type"]> = (
  channel: ChannelOf<Kind>,
  message: Message,
  outside: Outside,
) => Promise<string>;

export type ChannelOf<Kind extends Channel["type"]> = Extract<Channel, { type: Kind }>;

/** The channel kinds. Each loads what it needs only when a message is carried. */
export const CHANNELS = {
  file: async (...parts) => (await import("./file.ts")).carryToFile(...parts),
  email: async (...parts) => (await import("./email.ts")).carryByEmail(...parts),
} as const satisfies { [Kind in Channel["type"]]: Carry<Kind> };

/** Carries the message by the channel's kind. Throws DeliveryError. */
export async function carry(channel: Channel, message: Message, outside: Outside): Promise<string> {
  switch (channel.type) {
    case "file":
      return CHANNELS.file(channel, message, outside);
    case "email":
      return CHANNELS.email(channel, message, outside);
  }
}
