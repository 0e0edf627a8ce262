import { posix } from "node:path";
import type { World } from "../../model/world.ts";
import type { FloorName } from "../floor/floor.ts";
import { shellPattern } from "./path-globs.ts";
import { isWithin, pathSpellings } from "./paths.ts";

/** What a change to a path would touch; `settings` files are judged by what is changed in them. */
export type Protected = Exclude<FloorName, "guard-commands"> | "settings" | "user-settings";

const SETTINGS = /\/\.claude\/settings(?:\.local)?\.json$/i;
const MANAGED = /\/managed-settings(?:\.d\/[^/]+)?\.json$/i;
/** Places of our units, whatever they are called in the end: what a removed folder takes along. */
const UNITS = [
  ".config/systemd/user/claude-permit.timer",
  ".config/systemd/user/claude-permit.service",
  "Library/LaunchAgents/claude-permit.plist",
];
const UNIT =
  /\/spool\/cron\/|\/(?:systemd\/user|LaunchAgents|launchd|systemd\/system)\/[^/]*claude-permit[^/]*$/i;

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

/** Whether removing or renaming the path would take the home, our units or the registration with it. */
export function holdsHome(text: string, world: World, cwd: string = world.cwd): boolean {
  const units = UNITS.map((unit) => posix.join(world.accountHome, unit));
  const registers = posix.join(world.accountHome, ".claude/settings.json");
  const kept = [...pathSpellings(world.home, world), ...units, registers];
  return pathSpellings(text, world, cwd).some((path) =>
    kept.some((each) => isWithin(each, path, world.caseInsensitive)),
  );
}

/** Whether a pattern of the shell finds home or a folder above it; `*` finds no hidden name. */
export function findsHome(pattern: string, world: World): boolean {
  const parts = pattern.split("/");
  return pathSpellings(world.home, world).some((home) => {
    const names = home.split("/").slice(0, parts.length);
    return (
      names.length === parts.length &&
      parts.every((part, index) => {
        const name = names[index] ?? "";
        return !(name.startsWith(".") && /^[*?]/.test(part)) && shellPattern(part).test(name);
      })
    );
  });
}

/** Whether removing or renaming the path would take the policy file of the project with it. */
export function holdsPolicy(text: string, world: World): boolean {
  if (world.projectRoot === "" || world.projectRoot === "/") return false;
  const policy = pathSpellings(posix.join(world.projectRoot, ".claude/claude-permit.toml"), world);
  return pathSpellings(text, world).some((path) =>
    policy.some((file) => isWithin(file, path, world.caseInsensitive)),
  );
}

/** Names under home and beside it: what a pattern or a search is tried on. */
export function protectedNames(world: World): readonly string[] {
  const home = (name: string): string => posix.join(world.home, name);
  return [
    world.home,
    ...["config.toml", "auto-rules.toml", "audit.jsonl", "key", "history/rules.jsonl"].map(home),
    ...UNITS.map((unit) => posix.join(world.accountHome, unit)),
    posix.join(world.accountHome, ".claude/settings.json"),
    posix.join(world.projectRoot, ".claude/settings.json"),
    posix.join(world.projectRoot, ".claude/settings.local.json"),
    posix.join(world.projectRoot, ".claude/claude-permit.toml"),
  ];
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
