import { chmodSync, existsSync, readFileSync } from "node:fs";
import { homePaths } from "./home.ts";
import { makePrivateFolder, readPrivate, replacePrivate } from "./private.ts";

/** What `install` writes: no rules. Its settings are those of the starter policy. */
const NO_RULES = `# claude-permit: rules of the hook, and settings of the reports.
# There are no rules yet: every call is recorded and goes its usual way.
#   claude-permit init --yes        put the starter policy here, as long as you wrote nothing
#   claude-permit config validate   after every change: is the file right?
# Order, whatever the order here: built-in denials, deny, ask, allow.

# [[deny]]
# name = "no-force-push"
# message = "Push without --force, or ask the user."
# tool = "^Bash$"
# program = "git"
# subcommand = "push"
# flags = ["f", "force"]

# [[allow]]
# name = "git-read"
# tool = "^Bash$"
# program = "git"
# subcommand = ["status", "log", "diff", "show"]

# ══ reports ══════════════════════════════════════════════════════════════════════════════════
# Zone of days and weeks; without it, the system's.
# [report]
# time_zone = "Europe/Amsterdam"

# A digest each Monday, into out/ beside this file; a channel can also send mail.
# [[job]]
# name = "monday-digest"
# cron = "0 7 * * MON"
# run = "report digest --during last-week --to out"

# [[channel]]
# name = "out"
# type = "file"
`;

/** What `createHome` would make: the folder, its config.toml. */
export function missingHome(home: string): string[] {
  return [home, homePaths(home).config].filter((path) => !existsSync(path));
}

/** Makes the state folder and a config.toml of comments where they lack; returns what was made. */
export function createHome(home: string): string[] {
  return writeHome(home, missingHome(home).includes(homePaths(home).config) ? NO_RULES : undefined);
}

/** The starter policy of the package, which belongs to whoever installed it. */
export function readStarter(path: URL): string {
  return readFileSync(path, "utf8");
}

/**
 * What stands where the starter policy would: `absent`, `unused` (nothing, or what `install`
 * wrote), `starter` itself, or `own`: what a person wrote. Throws UnsafeFile.
 */
export function configState(
  home: string,
  starter: string,
): "absent" | "unused" | "starter" | "own" {
  const text = readPrivate(homePaths(home).config);
  if (text === undefined) return "absent";
  if (text === starter) return "starter";
  return text === NO_RULES || text.trim() === "" ? "unused" : "own";
}

/** Makes the state folder and writes config.toml; without a text that stays as it is. */
export function writeHome(home: string, config: string | undefined): string[] {
  const missing = missingHome(home);
  makePrivateFolder(home);
  chmodSync(home, 0o700);
  if (config !== undefined) replacePrivate(homePaths(home).config, config);
  return missing;
}
