import { claudeFolder } from "../claude/settings-file.ts";
import { projectsFolder } from "../claude/transcript-files.ts";
import { homePaths } from "../files/home.ts";
import { tryLock } from "../files/lock.ts";
import { requireHome } from "../files/present-home.ts";
import { UserError } from "../model/errors.ts";
import type { TranscriptProgress } from "../pipeline/transcript-batches.ts";
import type { Request } from "./command.ts";

/** Claude Code's transcripts, as this command line sees them. */
export function transcriptsPlace({ io }: Request): string {
  return projectsFolder(claudeFolder(io.env, io.accountHome));
}

/**
 * Runs alone: a second one at the same time would not see what this one is about to write.
 * Throws UserError where another one runs, and where home does not exist.
 */
export async function alone<T>(
  request: Request,
  name: "reconcile" | "import",
  run: () => Promise<T>,
): Promise<T> {
  const { io, home, shared } = request;
  requireHome(home);
  if (shared.dryRun) return run();
  const lock = tryLock(homePaths(home).locks, name, io);
  if ("heldBy" in lock) {
    throw new UserError(
      `Another claude-permit data ${name} runs (process ${lock.heldBy}). Wait for it to end.`,
    );
  }
  try {
    return await run();
  } finally {
    lock.release();
  }
}

/** Back to the start of the line, and nothing left on it. */
const CLEAR = "\r\u001b[K";

/** A line on a terminal that says how far it is; nothing anywhere else. */
export function transcriptProgress({ io }: Request): {
  show(progress: TranscriptProgress): void;
  clear(): void;
} {
  const { stderr } = io;
  if (!stderr.isTerminal) return { show: () => {}, clear: () => {} };
  const startMs = io.now().getTime();
  return {
    show: ({ bytes, ofBytes, calls }) => {
      const seconds = Math.max(0.001, (io.now().getTime() - startMs) / 1000);
      const left = Math.ceil(((ofBytes - bytes) / Math.max(1, bytes)) * seconds);
      const amount = `${(bytes / 1e6).toFixed(0)} of ${(ofBytes / 1e6).toFixed(0)} MB`;
      stderr.write(`${CLEAR}${amount}, ${calls.toLocaleString("en-US")} calls, ${left} s left `);
    },
    clear: () => stderr.write(CLEAR),
  };
}
