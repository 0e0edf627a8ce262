import { homePaths } from "../files/home.ts";
import { entryLine } from "../hook/shorten.ts";
import { EXIT } from "../model/errors.ts";
import { reconcile } from "../pipeline/reconcile.ts";
import type { Run } from "./command.ts";
import { placed } from "./error-text.ts";
import { learnPlace } from "./learn-place.ts";
import { alone, transcriptProgress, transcriptsPlace } from "./transcripts-place.ts";
import { reconcileJson, reconcileText } from "./transcripts-text.ts";
import { zoneOf } from "./zone-of.ts";

/** What became of each call and who decided, as Claude Code's transcripts tell it. */
export const run: Run = async (request) => {
  const { io, home, shared } = request;
  const projects = transcriptsPlace(request);
  const progress = transcriptProgress(request);
  const summary = await alone(request, "reconcile", () =>
    reconcile({
      io,
      home,
      projects,
      dryRun: shared.dryRun,
      entryLine,
      learning: learnPlace(request, "data reconcile"),
      onProgress: progress.show,
    }).finally(progress.clear),
  );
  const where = {
    file: homePaths(home).log,
    projects,
    dryRun: shared.dryRun,
    timeZone: zoneOf(request),
  };
  io.stdout.write(
    shared.json ? reconcileJson(summary, where) : placed(request, reconcileText(summary, where)),
  );
  return summary.interrupted ? EXIT.interrupted : EXIT.ok;
};
