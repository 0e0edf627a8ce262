import { homePaths } from "../files/home.ts";
import { readCommandConfig } from "../files/read-config.ts";
import { EXIT, UserError } from "../model/errors.ts";
import { resolveInstant } from "../model/window.ts";
import type { Run } from "./command.ts";
import { lineProgress } from "./line-progress.ts";

/** Closed months to Parquet. A dry run unless --yes is given. */
export const run: Run = async ({ io, home, shared, own }) => {
  const [{ pruneLogs }, { pruneJson, pruneText }, { resolveTimeZone }] = await Promise.all([
    import("../pipeline/prune.ts"),
    import("../pipeline/prune-text.ts"),
    import("../pipeline/scope.ts"),
  ]);
  const { olderThan } = own;
  if (typeof olderThan !== "string") {
    throw new UserError("Say how old: claude-permit data prune --older-than 180d");
  }
  const timeZone = resolveTimeZone(shared.tz, readCommandConfig(homePaths(home).config), io);
  const before = resolveInstant(olderThan, "--older-than", { now: io.now(), timeZone });
  if (before > io.now().toISOString()) {
    throw new UserError("--older-than names a moment to come. Write an age such as 180d.");
  }
  const progress = lineProgress(io);
  try {
    const result = await pruneLogs({
      io,
      home,
      before,
      dryRun: shared.dryRun || own["yes"] !== true,
      onProgress: progress.show,
    });
    progress.clear();
    io.stdout.write(shared.json ? pruneJson(result) : pruneText(result, io.stdout.columns));
    return EXIT.ok;
  } finally {
    progress.clear();
  }
};
