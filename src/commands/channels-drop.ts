import { EXIT } from "../model/errors.ts";
import { dropMessages, meant } from "../pipeline/outbox-list.ts";
import { channelsContext } from "./channels-context.ts";
import type { Run } from "./command.ts";

/** Takes messages out of the line for good; the digest says so. */
export const run: Run = async (request) => {
  const { io, home, shared, args } = request;
  const { context } = channelsContext(request);
  const [named = ""] = args;
  const keys = shared.dryRun
    ? meant(home, named, ["queued", "dead"]).map(({ queued }) => queued.message.key)
    : await dropMessages(context, named);
  const lines = keys.map((key) => `dropped: ${key}`);
  const dry = shared.dryRun ? ["Dry run: nothing was changed."] : [];
  io.stdout.write(
    shared.json
      ? `${JSON.stringify({ keys, dry: shared.dryRun })}\n`
      : `${[...dry, ...lines].join("\n")}\n`,
  );
  return EXIT.ok;
};
