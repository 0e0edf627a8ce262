import type { CommandConfig } from "../model/config.ts";
import { EXIT, type ExitCode, UserError } from "../model/errors.ts";
import type { Report } from "../model/report.ts";
import { settingsApproval } from "../pipeline/approvals.ts";
import { plannedJson, plannedText } from "../pipeline/channel-words.ts";
import { deliverQueued } from "../pipeline/deliver.ts";
import { deliveryExit, deliveryLines, enqueuedLines } from "../pipeline/delivery-words.ts";
import { enqueueReport, planReportMessages } from "../pipeline/enqueue.ts";
import type { Request } from "./command.ts";
import { placed } from "./error-text.ts";

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
  const { project = null, tool = null, due = null } = shared;
  // What a channel prints must not mix with JSON.
  const context = { io: shared.json ? { ...io, stdout: io.stderr } : io, home, config };
  const material = { report, project, tool, due };
  if (shared.dryRun) {
    const plans = await planReportMessages(context, material, channels);
    const told = plans.map((plan) => {
      return { ...plan, approval: settingsApproval(home, plan.channel).approval };
    });
    const timeZone = report.window.time_zone;
    io.stdout.write(
      shared.json
        ? `${JSON.stringify({ dry: true, messages: told.map(plannedJson) })}\n`
        : plannedText(told, { now: io.now(), timeZone }),
    );
    return EXIT.ok;
  }
  const enqueued = await enqueueReport(context, material, channels);
  // A job's messages go out when all jobs have run: a channel that hangs delays none of them.
  const deliveries = due === null ? await deliverQueued(context) : [];
  const clock = { now: io.now(), timeZone: report.window.time_zone };
  const lines = [
    ...enqueuedLines(enqueued, deliveries, clock),
    ...deliveryLines(deliveries, clock),
  ];
  io.stdout.write(
    shared.json
      ? `${JSON.stringify({ enqueued, deliveries })}\n`
      : placed(request, `${lines.join("\n")}\n`),
  );
  return deliveryExit(deliveries);
}
