import type { ExitCode } from "../model/errors.ts";
import type { Context } from "../pipeline/deliver.ts";
import type { CommandLines } from "../pipeline/schedule.ts";
import type { Request } from "./command.ts";
import { tellLeftOut } from "./left-out.ts";

/**
 * What the schedule commands work on, and the answer so far: 3 where something of config.toml is
 * left out, which is said. With --json, what jobs print goes to standard error.
 */
export async function scheduleContext({ io, home, shared }: Request): Promise<{
  context: Context;
  lines: CommandLines;
  timeZone: string;
  code: ExitCode;
  homeFlag: string;
}> {
  const { homePaths } = await import("../files/home.ts");
  const { readCommandConfig } = await import("../files/read-config.ts");
  const { resolveTimeZone } = await import("../pipeline/scope.ts");
  const { JOB_LINES } = await import("./job-lines.ts");
  const config = readCommandConfig(homePaths(home).config);
  const { homeFlag } = await import("../pipeline/home-flag.ts");
  const { scheduleProblems } = await import("../pipeline/schedule.ts");
  const jobIo = shared.json ? { ...io, stdout: io.stderr } : io;
  const context = { io: jobIo, home, config };
  return {
    context,
    lines: JOB_LINES,
    homeFlag: homeFlag(io, home),
    code: tellLeftOut(io, scheduleProblems(context, JOB_LINES)),
    timeZone: resolveTimeZone(shared.tz, config, io),
  };
}
