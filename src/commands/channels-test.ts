import { DeliveryError, EXIT, UserError } from "../model/errors.ts";
import { approvalOf } from "../pipeline/approvals.ts";
import { sendTest } from "../pipeline/channel-test.ts";
import { channelNamed } from "../pipeline/channels.ts";
import { destinationWords } from "../pipeline/destination.ts";
import { channelsContext } from "./channels-context.ts";
import type { Run } from "./command.ts";

/** Sends a short message by a channel at once. A failure answers 4 and says what to mend. */
export const run: Run = async (request) => {
  const { io, shared, args } = request;
  const { context } = channelsContext(request);
  const channel = channelNamed(context, args[0] ?? "");
  const approval = await approvalOf(context, channel);
  if (shared.dryRun) {
    io.stdout.write(
      `Dry run: nothing was sent.\n${channel.name}: ${channel.type}, ${destinationWords(channel)}\n`,
    );
    return EXIT.ok;
  }
  if (approval === "new" || approval === "changed") {
    throw new UserError(
      `${channel.name} waits for approval. Look at it: claude-permit channels approve ${channel.name}`,
    );
  }
  const quiet = { ...context, io: shared.json ? { ...io, stdout: io.stderr } : io };
  const detail = await sendTest(quiet, channel).catch((error: unknown) => {
    throw error instanceof DeliveryError ? ofTest(error) : error;
  });
  const json = { channel: channel.name, sent: true, detail };
  io.stdout.write(
    shared.json ? `${JSON.stringify(json)}\n` : `${channel.name}: sent (${detail})\n`,
  );
  return EXIT.ok;
};

/** A test is sent once. */
function ofTest({ reason, message, retryable }: DeliveryError): DeliveryError {
  const said = message.replace(/(?:;| It) (?:it )?is (?:not )?tried again\.$/, "");
  return new DeliveryError(reason, said.endsWith(".") ? said : `${said}.`, retryable);
}
