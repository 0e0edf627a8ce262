import { posix } from "node:path";
import type { World } from "../model/world.ts";
import type { FloorName } from "./floor.ts";
import { isWithin, pathSpellings } from "./paths.ts";

/** What a change to a path would touch; `settings` files are judged by what is changed in them. */
export type Protected = Exclude<FloorName, "guard-commands"> | "settings" | "user-settings";

const SETTINGS = /\/\.claude\/settings(?:\.local)?\.json$/i;
const MANAGED = /\/managed-settings(?:\.d\/[^/]+)?\.json$/i;
const UNIT = /\/(?:systemd\/user|LaunchAgents|launchd|systemd\/system)\/[^/]*claude-permit[^/]*$/i;

/** What a word protects as a path, under every spelling; undefined for an ordinary file. */
export function protectedPath(
  text: string,
  world: World,
  cwd: string = world.cwd,
): Protected | undefined {
  for (const path of pathSpellings(text, world, cwd)) {
    const found = protectedSpelling(path, world);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether removing or renaming the path would take the home with it: a folder above it. */
export function holdsHome(text: string, world: World, cwd: string = world.cwd): boolean {
  const home = pathSpellings(world.home, world);
  return pathSpellings(text, world, cwd).some((path) =>
    home.some((folder) => isWithin(folder, path, world.caseInsensitive)),
  );
}

function protectedSpelling(path: string, world: World): Protected | undefined {
  const within = (folder: string): boolean => isWithin(path, folder, world.caseInsensitive);
  if (pathSpellings(world.home, world).some(within) || UNIT.test(path)) return "own-files";
  if (/\/\.claude\/claude-permit\.toml$/i.test(path)) return "project-policy";
  if (claudeFolders(world).some((folder) => isTranscript(path, folder, world))) {
    return "transcripts";
  }
  if (claudeFolders(world).some((folder) => within(`${folder}/settings.json`))) {
    return "user-settings";
  }
  return SETTINGS.test(path) || MANAGED.test(path) ? "settings" : undefined;
}

/** Claude Code's own folder: the account's, and the one that home lies in. */
function claudeFolders(world: World): string[] {
  const own = posix.join(world.accountHome, ".claude");
  const above = posix.dirname(world.home);
  const folders = posix.basename(world.home) === "claude-permit" ? [own, above] : [own];
  return folders.flatMap((folder) => pathSpellings(folder, world));
}

/**
 * A transcript or what belongs to one. Notes that Claude Code keeps for the agent to write, under
 * `projects/NAME/memory/`, are no records.
 */
function isTranscript(path: string, folder: string, world: World): boolean {
  const projects = `${folder}/projects`;
  if (!isWithin(path, projects, world.caseInsensitive)) return false;
  return !/^\/[^/]+\/memory(?:\/|$)/.test(path.slice(projects.length));
}
