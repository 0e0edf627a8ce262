import { homePaths } from "../files/home.ts";
import { readCommandConfig } from "../files/read-config.ts";
import type { CommandConfig } from "../model/config.ts";
import { EXIT } from "../model/errors.ts";
import { renderReport } from "../render/render.ts";
import type { Run } from "./command.ts";
import { writeReport } from "./report-file.ts";
import { formatOf, reportOptions } from "./report-options.ts";

/** Prints a report, writes it to a file, or sends it. */
export const run: Run = async (request) => {
  const { io, home } = request;
  const format = formatOf(request);
  const config = readCommandConfig(homePaths(home).config);
  const { output, to } = request.own;
  const { reportOf } = await import("./report-of.ts");
  const page = format === "html" || isFiled(config, to);
  const report = await reportOf(request, { config, page });
  if (typeof to === "object") {
    const { sendReport } = await import("./report-to.ts");
    return sendReport(request, { report, config, channels: to });
  }
  if (typeof output === "string") await writeReport(request, { report, format, output });
  else io.stdout.write(await renderReport(report, format, reportOptions(request, undefined)));
  return EXIT.ok;
};

/** Whether it goes to a channel that takes the page. */
function isFiled({ channel }: CommandConfig, to: unknown): boolean {
  return (
    Array.isArray(to) && channel.some(({ name, type }) => type === "file" && to.includes(name))
  );
}
