import { EXIT } from "../model/errors.ts";
import { addressOf, approvalOf, approve } from "../pipeline/approvals.ts";
import { approvalText } from "../pipeline/channel-words.ts";
import { channelNamed } from "../pipeline/channels.ts";
import { channelsContext } from "./channels-context.ts";
import type { Run } from "./command.ts";
import { placed } from "./error-text.ts";

/** Shows where channels lead, and lets messages go there from now on. */
export const run: Run = async (request) => {
  const { io, args, shared } = request;
  const { context } = channelsContext(request);
  const channels = args.map((name) => channelNamed(context, name));
  const done: { name: string; before: string; leads_to: string }[] = [];
  for (const channel of channels) {
    const before = await approvalOf(context, channel);
    const address = await addressOf(context, channel);
    const leadsTo = approvalText(channel, address);
    if (!shared.json) io.stdout.write(leadsTo);
    const changes = before === "new" || before === "changed";
    if (changes && !shared.dryRun) await approve(context, channel);
    if (!shared.json)
      io.stdout.write(placed(request, `  ${words(before, shared.dryRun, channel.name)}\n`));
    done.push({ name: channel.name, before, leads_to: leadsTo.trimEnd() });
  }
  if (shared.json) io.stdout.write(`${JSON.stringify({ channels: done, dry: shared.dryRun })}\n`);
  return EXIT.ok;
};

function words(before: string, dry: boolean, name: string): string {
  if (before === "here") return "stays on this machine: nothing to approve";
  if (before === "approved") return "was approved before";
  if (dry) return "would be approved (dry run)";
  return `approved. Try it: claude-permit channels test ${name}`;
}
