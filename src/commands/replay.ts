import { resolve } from "node:path";
import { homePaths } from "../files/home.ts";
import { tryLock } from "../files/lock.ts";
import { openForAppend, writeWhole } from "../files/private.ts";
import { readCommandConfig } from "../files/read-config.ts";
import { fileLines, textLines } from "../files/recorded-events.ts";
import { replayedEntries } from "../files/replayed-entries.ts";
import { entryLine } from "../hook/shorten.ts";
import type { Io } from "../io.ts";
import { EXIT, UserError } from "../model/errors.ts";
import { resolveInstant } from "../model/window.ts";
import { replay } from "../pipeline/replay.ts";
import type { Recording } from "../pipeline/replay-merge.ts";
import type { ReplaySummary } from "../pipeline/replay-state.ts";
import { resolveTimeZone } from "../pipeline/scope.ts";
import type { Request, Run } from "./command.ts";
import { createJudge } from "./replay-judge.ts";
import { createProgress } from "./replay-progress.ts";
import { replayJson, replayText } from "./replay-text.ts";

/** Recorded hook events through the hook's own code, each as if it came at its own time. */
export const run: Run = async (request) => {
  const { io, home, shared, args } = request;
  const recordings = recordingsOf(args, io);
  const untimedAtMs = untimedAt(request);
  const timeZone = resolveTimeZone(shared.tz, readCommandConfig(homePaths(home).config), io);
  const where = { log: homePaths(home).log, dryRun: shared.dryRun, timeZone };
  // A second replay at the same time would not see what this one is about to write.
  const lock = shared.dryRun ? undefined : tryLock(homePaths(home).locks, "replay", io);
  if (lock !== undefined && "heldBy" in lock) {
    throw new UserError(`Another replay runs (process ${lock.heldBy}). Wait for it to end.`);
  }
  try {
    const summary = await replayInto(request, recordings, untimedAtMs);
    io.stdout.write(shared.json ? replayJson(summary, where) : replayText(summary, where));
    return summary.interrupted ? EXIT.interrupted : EXIT.ok;
  } finally {
    lock?.release();
  }
};

async function replayInto(
  { io, home, shared }: Request,
  recordings: readonly Recording[],
  untimedAtMs: number | undefined,
): Promise<ReplaySummary> {
  const { log } = homePaths(home);
  const progress = createProgress(io);
  try {
    return await replay(recordings, {
      judge: await createJudge({ io, home, dryRun: shared.dryRun }),
      entryLine,
      append: shared.dryRun ? () => {} : appendTo(log),
      known: await replayedEntries(log),
      untimedAtMs,
      onProgress: progress.show,
      signal: io.signal,
    });
  } finally {
    progress.clear();
  }
}

function recordingsOf(args: readonly string[], io: Io): Recording[] {
  if (args.filter((arg) => arg === "-").length > 1) {
    throw new UserError("- is standard input and can be replayed once only.");
  }
  return args.map((arg) => {
    if (arg !== "-") return { name: arg, lines: fileLines(resolve(io.cwd, arg)) };
    if (io.stdinIsTerminal) {
      throw new UserError("- is standard input, and that is a terminal. Pipe a recording into it.");
    }
    return { name: "standard input", lines: textLines(io.stdin()) };
  });
}

function untimedAt({ io, home, shared, own }: Request): number | undefined {
  const { at } = own;
  if (typeof at !== "string") return undefined;
  const timeZone = resolveTimeZone(shared.tz, readCommandConfig(homePaths(home).config), io);
  return Date.parse(resolveInstant(at, "--at", { now: io.now(), timeZone }));
}

/** Opens the log at the first batch; each batch is one write of whole lines. */
function appendTo(log: string): (lines: string) => void {
  let fd: number | undefined;
  return (lines) => {
    fd ??= openForAppend(log);
    writeWhole(fd, lines);
  };
}
