import { UserError } from "../model/errors.ts";
import { homeExists } from "./home.ts";

/** What is said where there is no such folder. */
export function noHome(home: string): string {
  return `There is nothing in ${home} yet. Start with: claude-permit install`;
}

/**
 * Throws UserError where there is no such home: what writes there does not make one, because a
 * typing mistake in `--home` would leave a folder behind and look like a log without calls.
 */
export function requireHome(home: string): void {
  if (!homeExists(home)) throw new UserError(noHome(home));
}
