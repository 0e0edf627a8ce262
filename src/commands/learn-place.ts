import { platform } from "node:os";
import { fileStamp } from "../files/file-stamp.ts";
import { homePaths } from "../files/home.ts";
import { requireHome } from "../files/present-home.ts";
import { hasCode } from "../files/private.ts";
import { loadPolicy } from "../hook/policy-miss.ts";
import { realPath } from "../hook/real-path.ts";
import { entryLine } from "../hook/shorten.ts";
import { ulidMaker } from "../hook/ulid.ts";
import type { LearnPlace } from "../learn/place.ts";
import { UserError } from "../model/errors.ts";
import { promotionSettings } from "../pipeline/promotion-settings.ts";
import { VERSION } from "../version.ts";
import type { Request } from "./command.ts";

/**
 * What learning takes from this command line. `foundBy` is the command: `rules approve`. Throws
 * UserError where home does not exist.
 */
export function learnPlace({ io, home }: Request, foundBy: string): LearnPlace {
  requireHome(home);
  return {
    home,
    accountHome: io.accountHome,
    owner: io,
    now: io.now().toISOString(),
    newId: ulidMaker(() => io.now().getTime(), Math.random),
    elapsedMs: () => Math.round(performance.now()),
    host: io.host,
    user: io.account,
    hookVersion: VERSION,
    caseInsensitive: ["darwin", "win32"].includes(platform()),
    realpath: realPath,
    foundBy,
    settings: promotionSettings(home),
    entryLine,
    // What is learned holds in every project: no project's own rules are asked.
    loadPolicy: async () => (await loadPolicy({ home, projectRoot: "" })).policy,
  };
}

/** Finishes what a killed process left of a promotion or a removal, where there is anything. */
export async function finishLearning(request: Request, foundBy: string): Promise<void> {
  const { home, shared } = request;
  if (shared.dryRun || fileStamp(homePaths(home).pendingRules) === undefined) return;
  const { finishBegun } = await import("../learn/locked.ts");
  try {
    await finishBegun(learnPlace(request, foundBy));
  } catch (error) {
    // A full or read-only disk: whoever comes next finishes it.
    if (!["ENOSPC", "EROFS", "EACCES", "EDQUOT"].some((code) => hasCode(error, code))) throw error;
  }
}

const WAIT_MS = 5000;

/**
 * What `act` answers, tried again while another process learns. Throws UserError where the wait
 * was not long enough.
 */
export async function untilFree<T extends object>(
  { io }: Request,
  act: () => Promise<T | Busy>,
): Promise<T> {
  const deadline = performance.now() + WAIT_MS;
  for (;;) {
    const found = await act();
    if (!isBusy(found)) return found;
    if (performance.now() >= deadline || io.signal.aborted) {
      throw new UserError(
        `Another process changes the learned rules (process ${found.heldBy}). Try again when it is done.`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 25 + Math.random() * 75));
  }
}

interface Busy {
  readonly kind: "busy";
  readonly heldBy: number;
}

function isBusy(found: object): found is Busy {
  return "heldBy" in found;
}
