import { existsSync, realpathSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/**
 * Whether a file or folder, there yet or not, lies inside a git work tree: what is written there is
 * easily committed. Links are followed, because git sees where they lead.
 */
export function isInGitWorkTree(path: string): boolean {
  for (let folder = existingFolder(resolve(path)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, ".git"))) return true;
    if (dirname(folder) === folder) return false;
  }
}

function existingFolder(path: string): string {
  const folder = dirname(path);
  if (existsSync(path)) return realpathSync(path);
  return folder === path ? path : existingFolder(folder);
}
