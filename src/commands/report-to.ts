import type { CommandConfig } from "../model/config.ts";
import { EXIT, type ExitCode, UserError } from "../model/errors.ts";
import type { Report } from "../model/report.ts";
import { deliverQueued } from "../pipeline/deliver.ts";
import { deliveryExit, deliveryLines, enqueuedLines } from "../pipeline/delivery-words.ts";
import { enqueueReport } from "../pipeline/enqueue.ts";
import type { Request } from "./command.ts";

/** `report --to`: puts the report in line for the channels and sends what is due. */
export async function sendReport(
  request: Request,
  given: { report: Report; config: CommandConfig; channels: readonly string[] },
): Promise<ExitCode> {
  const { io, home, shared, own } = request;
  const { report, config, channels } = given;
  if (own["format"] !== undefined || own["output"] !== undefined) {
    throw new UserError("--to sends every edition that a channel takes: leave out the format.");
  }
  if (own["redact"] !== undefined) {
    throw new UserError(
      '--to keeps to each channel\'s own level: set redaction = "…" in config.toml.',
    );
  }
  if (shared.dryRun) {
    const shown = channels.map((name) => `${name}: would be sent ${report.title} ${report.label}`);
    io.stdout.write(`Dry run: nothing was queued or sent.\n${shown.join("\n")}\n`);
    return EXIT.ok;
  }
  const context = { io, home, config };
  const { project = null, tool = null, due = null } = shared;
  const enqueued = await enqueueReport(context, { report, project, tool, due }, channels);
  const deliveries = await deliverQueued(context);
  const lines = [...enqueuedLines(enqueued, deliveries), ...deliveryLines(deliveries)];
  io.stdout.write(
    shared.json ? `${JSON.stringify({ enqueued, deliveries })}\n` : `${lines.join("\n")}\n`,
  );
  return deliveryExit(deliveries);
}
