import { EXIT } from "../model/errors.ts";
import { outboxText } from "../pipeline/channel-words.ts";
import { type OpenMessage, openMessages } from "../pipeline/outbox-list.ts";
import { channelsContext } from "./channels-context.ts";
import type { Run } from "./command.ts";

/** Messages that wait, are being sent, or were given up; without their content. */
export const run: Run = async (request) => {
  const { io, home, shared } = request;
  const { clock } = channelsContext(request);
  const list = openMessages(home);
  const json = { messages: list.messages.map(asJson), unreadable: list.unreadable };
  io.stdout.write(shared.json ? `${JSON.stringify(json)}\n` : outboxText(list, clock));
  return EXIT.ok;
};

function asJson({ place, queued }: OpenMessage): object {
  const { key, channel, kind, subject, severity, created_at, expires_at } = queued.message;
  const { attempts, not_before, failures } = queued;
  const about = { key, channel, kind, subject, severity, created_at, expires_at };
  return { place, ...about, attempts, not_before, failures };
}
