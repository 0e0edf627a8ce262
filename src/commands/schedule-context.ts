import type { Context } from "../pipeline/deliver.ts";
import type { CommandLines } from "../pipeline/schedule.ts";
import type { Request } from "./command.ts";

/** What the schedule commands work on. With --json, what jobs print goes to standard error. */
export async function scheduleContext({
  io,
  home,
  shared,
}: Request): Promise<{ context: Context; lines: CommandLines; timeZone: string }> {
  const { homePaths } = await import("../files/home.ts");
  const { readCommandConfig } = await import("../files/read-config.ts");
  const { resolveTimeZone } = await import("../pipeline/scope.ts");
  const { JOB_LINES } = await import("./job-lines.ts");
  const config = readCommandConfig(homePaths(home).config);
  const jobIo = shared.json ? { ...io, stdout: io.stderr } : io;
  return {
    context: { io: jobIo, home, config },
    lines: JOB_LINES,
    timeZone: resolveTimeZone(shared.tz, config, io),
  };
}
