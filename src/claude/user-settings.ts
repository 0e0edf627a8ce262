import { realpathSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { ConfigError, UserError } from "../model/errors.ts";
import { registeredHooks } from "./registration.ts";
import { parseSettings, readSettingsFile } from "./settings-file.ts";

/** What could make a home or a settings file part of somebody's working guard. */
export interface GuardedPlaces {
  readonly home: string;
  /** The settings file that the command is about. */
  readonly settings: string;
  /** The account's own `~/.claude`. */
  readonly ownFolder: string;
  /** Folders that are said to be Claude Code's: by our environment, by Claude Code's own. */
  readonly otherFolders: readonly string[];
}

/**
 * Whether home and settings guard nobody: both lie outside the account's own `~/.claude`, no
 * user settings register that home, and the settings register no other home. Where settings
 * cannot be read the answer is no.
 */
export function guardsNobody(places: GuardedPlaces): boolean {
  const { home, settings, ownFolder, otherFolders } = places;
  if (isInside(home, ownFolder) || isInside(dirname(settings), ownFolder)) return false;
  // `CLAUDE_CONFIG_DIR/claude-permit` is the default home: its neighbour is then the user's file.
  const neighbour = basename(home) === "claude-permit" ? [dirname(home)] : [];
  const users = [ownFolder, ...otherFolders, ...neighbour].map((at) => join(at, "settings.json"));
  const here = realPath(home);
  if (users.some((path) => homesIn(path)?.includes(here) ?? true)) return false;
  return homesIn(settings)?.every((registered) => registered === here) ?? false;
}

/** Whether a settings file holds a hook of ours, or cannot be read. */
export function registersAny(settings: string): boolean {
  return homesIn(settings)?.length !== 0;
}

/** The homes that a settings file registers, links resolved; undefined where it is unreadable. */
function homesIn(path: string): string[] | undefined {
  try {
    return registeredHooks(parseSettings(readSettingsFile(path))).map((hook) =>
      realPath(hook.home),
    );
  } catch (error) {
    if (error instanceof ConfigError || error instanceof UserError) return undefined;
    throw error;
  }
}

function isInside(path: string, folder: string): boolean {
  const way = relative(realPath(folder), realPath(path));
  return way === "" || !(way === ".." || way.startsWith(`..${sep}`) || resolve(way) === way);
}

/** The path with links resolved as far as it exists. */
function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch (error) {
    const parent = dirname(path);
    if (!(error instanceof Error) || parent === path) return path;
    return join(realPath(parent), basename(path));
  }
}
