import type { LearnPlace } from "./place.ts";

/** What became of learned rules when somebody looked after them. */
export interface Tended {
  /** By name, or by id where it has none. */
  readonly expired: readonly string[];
  readonly demoted: readonly string[];
  readonly renewed: readonly string[];
}

/**
 * Takes away what no call used for the set time, and what fails or is refused too often; what was
 * used holds for as long again. `dryRun`: only says what it would do.
 */
export async function expire(_place: LearnPlace, _dryRun: boolean): Promise<Tended> {
  throw new Error("looking after learned rules is being written");
}
