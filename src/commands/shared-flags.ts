import type { OptionRow } from "./command.ts";

/** Flags that every command takes. */
export const SHARED_FLAGS = [
  { flags: "--home <folder>", description: "state folder (default: ~/.claude/claude-permit)" },
  { flags: "--json", description: "print JSON" },
  { flags: "--since <moment>", description: "7d, 24h, 2026-11-01, yesterday, monday" },
  { flags: "--until <moment>", description: "the same; the window ends before it" },
  { flags: "--during <span>", description: "last-week, this-week, 2026-W46, 2026-11, today" },
  { flags: "--as-of <moment>", description: "answer as it would have been answered then" },
  { flags: "--tz <zone>", description: "time zone of days and weeks, e.g. Europe/Amsterdam" },
  { flags: "--project <name>", description: "only this project" },
  { flags: "--tool <name>", description: "only this tool" },
  { flags: "--dry-run", description: "say what would be done, and do nothing" },
] as const satisfies readonly OptionRow[];
