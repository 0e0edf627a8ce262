import { homePaths } from "../files/home.ts";
import { readCommandConfig } from "../files/read-config.ts";
import { resolveTimeZone } from "../pipeline/scope.ts";
import type { Request } from "./command.ts";

/** The zone that a command tells times in. Throws UserError for an unknown one. */
export function zoneOf({ io, home, shared }: Pick<Request, "io" | "home" | "shared">): string {
  return resolveTimeZone(shared.tz, readCommandConfig(homePaths(home).config), io);
}
