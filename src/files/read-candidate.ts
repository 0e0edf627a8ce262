import { readFileSync } from "node:fs";
import { UserError } from "../model/errors.ts";

/** A file that a person names and that is not in force yet: any that can be read. Throws UserError. */
export function readCandidate(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new UserError(`${path} cannot be read: ${problem}.`, { cause: error });
  }
}
