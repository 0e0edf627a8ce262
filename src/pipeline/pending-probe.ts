import { fileStamp } from "../files/file-stamp.ts";
import { homePaths } from "../files/home.ts";
import { UnsafeFile } from "../model/errors.ts";

/** How much may be learned. */
export interface PendingProbe {
  readonly rules: number;
  readonly blocked: number;
  /** When the first call of the oldest was made, ISO 8601 UTC. */
  readonly oldest: string | null;
}

const NONE: PendingProbe = { rules: 0, blocked: 0, oldest: null };

/** Looks into pending-rules.jsonl; what reads it is loaded only where there is one. */
export async function probePending(home: string, asOf: string): Promise<PendingProbe> {
  if (fileStamp(homePaths(home).pendingRules) === undefined) return NONE;
  const [{ pendingListing }, { PROMOTION_DEFAULTS }] = await Promise.all([
    import("./pending-listing.ts"),
    import("../model/words.ts"),
  ]);
  try {
    const place = { home, asOf, timeZone: "UTC", suspended: false, promotion: PROMOTION_DEFAULTS };
    const waiting = pendingListing(place).rules.filter(
      ({ state }) => state !== "set_aside" && state !== "over",
    );
    return {
      rules: waiting.length,
      blocked: waiting.filter(({ state }) => state === "blocked").length,
      oldest: waiting[0]?.first_at ?? null,
    };
  } catch (error) {
    // Said by `rules pending`; the guard does not need it.
    if (error instanceof UnsafeFile) return NONE;
    throw error;
  }
}
