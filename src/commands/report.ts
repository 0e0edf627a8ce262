import { homePaths } from "../files/home.ts";
import { readCommandConfig } from "../files/read-config.ts";
import { EXIT } from "../model/errors.ts";
import { OUT_CHANNEL } from "../pipeline/channels.ts";
import { makeReport, type ReportRequest } from "../pipeline/report.ts";
import { renderReport } from "../render/render.ts";
import type { Request, Run } from "./command.ts";
import { writeReport } from "./report-file.ts";
import { formatOf, reportOptions } from "./report-options.ts";

/** Prints a report, writes it to a file, or sends it. */
export const run: Run = async (request) => {
  const { io, home } = request;
  const format = formatOf(request);
  const config = readCommandConfig(homePaths(home).config);
  const report = await makeReport({ io, home, config }, reportRequest(request));
  const { output, to } = request.own;
  const channels = typeof to === "object" ? to : forNobody(request);
  if (channels.length > 0) {
    const { sendReport } = await import("./report-to.ts");
    return sendReport(request, { report, config, channels });
  }
  if (typeof output === "string") await writeReport(request, { report, format, output });
  else io.stdout.write(await renderReport(report, format, reportOptions(request, undefined)));
  return EXIT.ok;
};

/** Nobody reads what a job prints at its time: without a channel it becomes a file that is told of. */
function forNobody({ shared, own }: Request): readonly string[] {
  const isJob = typeof shared.due === "string";
  return isJob && own["output"] === undefined ? [OUT_CHANNEL.name] : [];
}

function reportRequest({ args, shared, own }: Request): ReportRequest {
  const name = args[0] ?? "digest";
  const { by } = own;
  return { name, words: shared, ...(by === "day" || by === "week" ? { by } : {}) };
}
