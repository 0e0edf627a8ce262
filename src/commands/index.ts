import type { CommandRow } from "./command.ts";

const SETTINGS = {
  flags: "--settings <file>",
  description: "settings file of Claude Code (default: the user's, ~/.claude/settings.json)",
} as const;

/** The command table: literally every command there is. */
export const COMMANDS: readonly CommandRow[] = [
  {
    words: "install",
    aliases: [],
    group: "start",
    summary: "register the hook in Claude Code's user settings",
    argument: "",
    options: [SETTINGS],
    changesGuard: true,
    examples: ["install", "install --dry-run"],
    load: () => import("./install.ts"),
  },
  {
    words: "uninstall",
    aliases: [],
    group: "start",
    summary: "remove the hook from the settings; with --purge everything",
    argument: "",
    options: [
      SETTINGS,
      { flags: "--purge", description: "remove the state folder too: log, rules, history" },
    ],
    changesGuard: true,
    examples: ["uninstall", "uninstall --purge --dry-run"],
    load: () => import("./uninstall.ts"),
  },
  {
    words: "status",
    aliases: [],
    group: "look",
    summary: "say whether the guard works, and what mends it",
    argument: "",
    options: [SETTINGS],
    changesGuard: false,
    examples: ["status", "status --json"],
    load: () => import("./status.ts"),
  },
  {
    words: "stats",
    aliases: [],
    group: "look",
    summary: "a scorecard of one window (default: today)",
    argument: "",
    options: [],
    changesGuard: false,
    examples: ["stats", "stats --during last-week", "stats --since 7d --json"],
    load: () => import("./stats.ts"),
  },
  {
    words: "ingest",
    aliases: [],
    group: "data",
    summary: "load what the log has gained into the warehouse",
    argument: "",
    options: [],
    changesGuard: false,
    examples: ["ingest"],
    load: () => import("./ingest.ts"),
  },
  {
    words: "completion",
    aliases: [],
    group: "plumbing",
    summary: "print the completion script of bash, zsh or fish",
    argument: "<shell>",
    options: [],
    changesGuard: false,
    examples: ["completion bash", "completion zsh", "completion fish"],
    load: () => import("./completion.ts"),
  },
];
