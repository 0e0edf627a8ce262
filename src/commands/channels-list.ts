import { settingsApproval } from "../pipeline/approvals.ts";
import { channelsText } from "../pipeline/channel-words.ts";
import { OUT_CHANNEL } from "../pipeline/channels.ts";
import { destinationWords } from "../pipeline/destination.ts";
import { homeFlag } from "../pipeline/home-flag.ts";
import { openMessages } from "../pipeline/outbox-list.ts";
import { channelsContext } from "./channels-context.ts";
import type { Run } from "./command.ts";

/** Every channel: where it leads, whether it was approved, what waits for it. */
export const run: Run = async (request) => {
  const { io, home, shared } = request;
  const {
    context: { config },
    code,
  } = channelsContext(request);
  const { messages } = openMessages(home);
  const own = config.channel.some(({ name }) => name === OUT_CHANNEL.name);
  const listed = [...config.channel, ...(own ? [] : [OUT_CHANNEL])].map((channel) => {
    const its = messages.filter(({ queued }) => queued.message.channel === channel.name);
    const dead = its.filter(({ place }) => place === "dead").length;
    const { approval } = settingsApproval(home, channel);
    return { channel, approval, waiting: its.length - dead, dead };
  });
  const json = listed.map(({ channel, ...rest }) => {
    const { name, type } = channel;
    return { name, type, destination: destinationWords(channel), ...rest };
  });
  io.stdout.write(
    shared.json
      ? `${JSON.stringify({ channels: json })}\n`
      : channelsText(listed, homeFlag(io, home)),
  );
  return code;
};
