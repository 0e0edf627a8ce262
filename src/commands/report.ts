import { homePaths } from "../files/home.ts";
import { readCommandConfig } from "../files/read-config.ts";
import type { CommandConfig } from "../model/config.ts";
import { EXIT } from "../model/errors.ts";
import { findChannel, OUT_CHANNEL } from "../pipeline/channels.ts";
import { loadFormat, renderReport } from "../render/render.ts";
import type { Request, Run } from "./command.ts";
import { tellLeftOut } from "./left-out.ts";
import { writeReport } from "./report-file.ts";
import { formatOf, reportOptions } from "./report-options.ts";

/** Prints a report, writes it to a file, or sends it. */
export const run: Run = async (request) => {
  const { io, home } = request;
  const format = formatOf(request);
  const config = readCommandConfig(homePaths(home).config);
  tellLeftOut(io, config.leftOut?.problems);
  const { output, to } = request.own;
  const channels = typeof to === "object" ? to : forNobody(request);
  const { reportOf } = await import("./report-of.ts");
  const page = format === "html" || isFiled(config, channels);
  const [report] = await Promise.all([
    reportOf(request, { config, page }),
    channels.length > 0 ? undefined : loadFormat(format),
  ]);
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

/** Whether it goes to a channel that takes the page. */
function isFiled(config: CommandConfig, channels: readonly string[]): boolean {
  return channels.some((name) => findChannel(config, name)?.type === "file");
}
