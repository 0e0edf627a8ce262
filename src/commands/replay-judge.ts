import { homePaths } from "../files/home.ts";
import { readOrMakeKey } from "../files/keyed-hash.ts";
import { loadAndKeepPolicy, loadPolicy } from "../hook/policy-miss.ts";
import { respond } from "../hook/respond.ts";
import type { Io } from "../io.ts";
import { ConfigError } from "../model/errors.ts";
import type { ReplayTools } from "../pipeline/replay-state.ts";

// The home directory of whoever was recorded: /Users/dev and /home/dev; not /srv/home/dev.
const HOME_DIRECTORY = /^\/(?:Users|home)\/[^/]+/;

/**
 * The hook's answer to a recorded payload, under the policy of this home and in the world of the
 * recording: its home directory for `~`, its file system's view of case, no links, a person who
 * answers. Throws ConfigError where the policy has mistakes: a replay under half of one would
 * say nothing about it.
 */
export async function createJudge(place: {
  readonly io: Io;
  readonly home: string;
  readonly dryRun: boolean;
}): Promise<ReplayTools["judge"]> {
  const { io, home, dryRun } = place;
  // Recorded project folders are not on this machine, so no project's own rules are looked for.
  const where = { home, projectRoot: "" };
  const { policy, problems } = dryRun
    ? await loadPolicy(where)
    : await loadAndKeepPolicy(where, { pid: io.pid, name: "replay" });
  if (problems.length > 0) throw new ConfigError(problems);
  const fixed = {
    policy,
    home,
    realpath: (path: string) => path,
    host: io.host,
    user: io.account,
    key: dryRun ? undefined : readOrMakeKey(homePaths(home).key),
    source: "replay",
    attended: true,
    entrypoint: "",
    elapsedMs: () => 0,
    overdue: () => false,
  } as const;
  return async (payload, moment) => {
    const cwd = typeof payload["cwd"] === "string" ? payload["cwd"] : "";
    const recordedHome = HOME_DIRECTORY.exec(cwd)?.[0];
    const { entry } = await respond(payload, {
      ...fixed,
      ...moment,
      accountHome: recordedHome ?? io.accountHome,
      caseInsensitive: cwd.startsWith("/Users/"),
    });
    return entry;
  };
}
