import { homePaths } from "../files/home.ts";
import { readCommandConfig } from "../files/read-config.ts";
import type { ExitCode } from "../model/errors.ts";
import type { Context } from "../pipeline/deliver.ts";
import { resolveTimeZone } from "../pipeline/scope.ts";
import type { Request } from "./command.ts";
import { tellLeftOut } from "./left-out.ts";

/**
 * What the channels commands work on, and the answer so far: 3 where something of config.toml is
 * left out, which is said.
 */
export function channelsContext({ io, home, shared }: Request): {
  context: Context;
  clock: { now: Date; timeZone: string };
  code: ExitCode;
} {
  const config = readCommandConfig(homePaths(home).config);
  const timeZone = resolveTimeZone(shared.tz, config, io);
  const code = tellLeftOut(io, config.leftOut?.problems);
  return { context: { io, home, config }, clock: { now: io.now(), timeZone }, code };
}
