import { chmodSync, existsSync } from "node:fs";
import { homePaths } from "./home.ts";
import { makePrivateFolder, replacePrivate } from "./private.ts";

const STARTER = `# claude-permit: rules of the hook, and settings of the reports.
# Without a rule nothing is decided: every call is recorded and goes its usual way.
# Order, whatever the order here: built-in denials, deny, ask, allow.

# [[deny]]
# name = "no-force-push"
# message = "Push without --force, or ask the user."
# tool = "^Bash$"
# [deny.fields]
# command = '\\bgit push .*--force'

# [[allow]]
# name = "git-read"
# tool = "^Bash$"
# [allow.fields]
# command = '^git (status|log|diff|show)( |$)'

# [report]
# time_zone = "Europe/Amsterdam"

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
  const missing = missingHome(home);
  const { config } = homePaths(home);
  makePrivateFolder(home);
  chmodSync(home, 0o700);
  if (missing.includes(config)) replacePrivate(config, STARTER);
  return missing;
}
