import { homePaths } from "../files/home.ts";
import { readCommandConfig } from "../files/read-config.ts";
import type { Context } from "../pipeline/deliver.ts";
import { resolveTimeZone } from "../pipeline/scope.ts";
import type { Request } from "./command.ts";

/** What the channels commands work on. */
export function channelsContext({ io, home, shared }: Request): {
  context: Context;
  clock: { now: Date; timeZone: string };
} {
  const config = readCommandConfig(homePaths(home).config);
  const timeZone = resolveTimeZone(shared.tz, config, io);
  return { context: { io, home, config }, clock: { now: io.now(), timeZone } };
}
