import { EXIT } from "../model/errors.ts";
import { deliverQueued } from "../pipeline/deliver.ts";
import { deliveryExit, deliveryLines } from "../pipeline/delivery-words.ts";
import { meant, retryMessages } from "../pipeline/outbox-list.ts";
import { channelsContext } from "./channels-context.ts";
import type { Run } from "./command.ts";

/** Puts messages that were given up, or wait, back in line as if new, and sends what is due. */
export const run: Run = async (request) => {
  const { io, home, shared, args } = request;
  const { context, clock } = channelsContext(request);
  const [named = ""] = args;
  if (shared.dryRun) {
    const keys = meant(home, named, ["queued", "dead"]).map(({ queued }) => queued.message.key);
    io.stdout.write(`Dry run: nothing was changed.\n${keys.join("\n")}\n`);
    return EXIT.ok;
  }
  const keys = await retryMessages(context, named);
  const own = shared.json ? { ...context, io: { ...io, stdout: io.stderr } } : context;
  const deliveries = await deliverQueued(own);
  const lines = [...keys.map((key) => `back in line: ${key}`), ...deliveryLines(deliveries, clock)];
  io.stdout.write(
    shared.json ? `${JSON.stringify({ keys, deliveries })}\n` : `${lines.join("\n")}\n`,
  );
  return deliveryExit(deliveries);
};
