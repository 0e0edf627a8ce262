import { platform } from "node:os";
import { homeExists } from "../files/home.ts";
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
  if (!homeExists(home)) {
    throw new UserError(`There is nothing in ${home} yet. Start with: claude-permit install`);
  }
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

const WAIT_MS = 5000;

/**
 * What `act` answers, tried again while another process learns. Throws UserError where the wait
 * was not long enough.
 */
export async function untilFree<T extends { readonly kind: string }>(
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

function isBusy(found: { readonly kind: string }): found is Busy {
  return found.kind === "busy" && "heldBy" in found;
}
