import { homePaths } from "../files/home.ts";
import { readOrMakeKey } from "../files/keyed-hash.ts";
import { readCommandConfig } from "../files/read-config.ts";
import { importedCall, NO_POLICY } from "../hook/imported-call.ts";
import { entryLine } from "../hook/shorten.ts";
import { EXIT } from "../model/errors.ts";
import { resolveInstant } from "../model/window.ts";
import { type ImportContext, importCalls } from "../pipeline/import.ts";
import { resolveTimeZone } from "../pipeline/scope.ts";
import type { Request, Run } from "./command.ts";
import { placed } from "./error-text.ts";
import { alone, transcriptProgress, transcriptsPlace } from "./transcripts-place.ts";
import { importJson, importText } from "./transcripts-text.ts";
import { zoneOf } from "./zone-of.ts";

/** Calls from before the install, out of Claude Code's transcripts. */
export const run: Run = async (request) => {
  const { io, home, shared } = request;
  const projects = transcriptsPlace(request);
  const progress = transcriptProgress(request);
  const summary = await alone(request, "import", () =>
    importCalls({
      io,
      home,
      projects,
      since: sinceOf(request),
      dryRun: shared.dryRun,
      describe: describer(request),
      entryLine,
      onProgress: progress.show,
    }).finally(progress.clear),
  );
  const where = {
    file: homePaths(home).imported,
    projects,
    dryRun: shared.dryRun,
    timeZone: zoneOf(request),
  };
  io.stdout.write(
    shared.json ? importJson(summary, where) : placed(request, importText(summary, where)),
  );
  return summary.interrupted ? EXIT.interrupted : EXIT.ok;
};

function sinceOf({ io, home, shared }: Request): string | undefined {
  if (shared.since === undefined) return undefined;
  const timeZone = resolveTimeZone(shared.tz, readCommandConfig(homePaths(home).config), io);
  return resolveInstant(shared.since, "--since", { now: io.now(), timeZone });
}

/** The hook's entry of a call in this account, under no policy; links are not looked at. */
function describer({ io, home, shared }: Request): ImportContext["describe"] {
  const key = shared.dryRun ? undefined : readOrMakeKey(homePaths(home).key);
  return (payload, { entrypoint, ...moment }) =>
    importedCall(payload, {
      policy: NO_POLICY,
      home,
      accountHome: io.accountHome,
      caseInsensitive: false,
      realpath: (path: string) => path,
      host: io.host,
      user: io.account,
      key,
      source: "import",
      attended: !entrypoint.startsWith("sdk-"),
      entrypoint,
      elapsedMs: () => 0,
      overdue: () => false,
      ...moment,
    });
}
