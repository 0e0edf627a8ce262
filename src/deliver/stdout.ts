import type { ChannelOf } from "../model/channel.ts";
import type { Message } from "../model/message.ts";
import type { Outside } from "./index.ts";

/** Prints the message, as it was written for this channel. */
export async function carryToStdout(
  _channel: ChannelOf<"stdout">,
  message: Message,
  { print }: Outside,
): Promise<string> {
  print(message.text.endsWith("\n") ? message.text : `${message.text}\n`);
  return "printed";
}
