import { lstatSync, realpathSync, statSync } from "node:fs";
import { userInfo } from "node:os";
import { dirname, isAbsolute } from "node:path";
import { hasCode } from "./private.ts";

/**
 * Why a program may not be run for us: it is not there, or somebody else could put another one in
 * its place. Undefined where it may. Links are followed, because what they lead to is run.
 */
export function programProblem(path: string): string | undefined {
  if (!isAbsolute(path)) return `${path} is not absolute`;
  try {
    const real = realpathSync(path);
    const found = statSync(real);
    if (!found.isFile() || (found.mode & 0o111) === 0) return `${path} is not a program`;
    return [...new Set([...placesUpFrom(path), ...placesUpFrom(real)])]
      .map(openTo)
      .find((problem) => problem !== undefined);
  } catch (error) {
    if (hasCode(error, "ENOENT")) return `${path} is not there`;
    if (hasCode(error, "EACCES") || hasCode(error, "ENOTDIR") || hasCode(error, "ELOOP")) {
      return `${path} cannot be reached`;
    }
    throw error;
  }
}

/** The path and every folder that holds it. */
function placesUpFrom(path: string): string[] {
  const above = dirname(path);
  return above === path ? [path] : [path, ...placesUpFrom(above)];
}

const STICKY = 0o1000;

/** Who else may change it: its owner, or everybody. In a sticky folder nobody moves our files. */
function openTo(path: string): string | undefined {
  const { uid } = userInfo();
  // Windows reports no meaningful owner and bits (uid is -1 there).
  if (uid < 0) return undefined;
  const found = lstatSync(path);
  if (found.uid !== uid && found.uid !== 0) return `${path} belongs to another account`;
  if (found.isSymbolicLink()) return undefined;
  const kept = found.isDirectory() && (found.mode & STICKY) !== 0;
  return (found.mode & 0o022) !== 0 && !kept ? `${path} can be written by others` : undefined;
}
