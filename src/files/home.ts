import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

/** Paths under the state folder. */
export interface HomePaths {
  readonly home: string;
  readonly config: string;
  readonly autoRules: string;
  readonly key: string;
  readonly log: string;
  readonly history: string;
  readonly policies: string;
  readonly outbox: string;
  readonly locks: string;
  readonly out: string;
  readonly cache: string;
  readonly warehouse: string;
}

export function homePaths(home: string): HomePaths {
  return {
    home,
    config: join(home, "config.toml"),
    autoRules: join(home, "auto-rules.toml"),
    key: join(home, "key"),
    log: join(home, "audit.jsonl"),
    history: join(home, "history"),
    policies: join(home, "policies"),
    outbox: join(home, "outbox"),
    locks: join(home, "locks"),
    out: join(home, "out"),
    cache: join(home, "cache"),
    warehouse: join(home, "warehouse.duckdb"),
  };
}

/**
 * The home of commands: `--home`, $CLAUDE_PERMIT_HOME, $CLAUDE_CONFIG_DIR/claude-permit,
 * ~/.claude/claude-permit. The hook must not use this: an environment that a project can set is
 * not its configuration.
 */
export function commandHome(
  option: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
  accountHome: string,
): string {
  if (option !== undefined) return resolve(option);
  const own = env["CLAUDE_PERMIT_HOME"];
  if (own !== undefined && own !== "") return resolve(own);
  const claude = env["CLAUDE_CONFIG_DIR"];
  if (claude !== undefined && claude !== "") return resolve(claude, "claude-permit");
  return defaultHome(accountHome);
}

export function defaultHome(accountHome: string): string {
  return join(accountHome, ".claude", "claude-permit");
}

/** Whether there is such a folder. Questions about one that does not exist must not make it. */
export function homeExists(home: string): boolean {
  return existsSync(home);
}
