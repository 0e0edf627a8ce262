import { existsSync } from "node:fs";
import { join, normalize, resolve, sep } from "node:path";
import { shellWord } from "../model/shell-word.ts";

/** Paths under the state folder. */
export interface HomePaths {
  readonly home: string;
  readonly config: string;
  readonly autoRules: string;
  readonly key: string;
  readonly log: string;
  /** What rules may be learned from. */
  readonly pendingRules: string;
  /** What the user is to be told once. */
  readonly notices: string;
  readonly imported: string;
  readonly history: string;
  readonly policies: string;
  readonly outbox: string;
  readonly locks: string;
  /** Its time is when jobs are due next. */
  readonly nextRun: string;
  readonly out: string;
  readonly cache: string;
  /** What asking the model needs: answers, the day's count, nonces. */
  readonly llm: string;
  readonly warehouse: string;
}

/** `home` is absolute, without a slash at its end. */
export function homePaths(home: string): HomePaths {
  // Not `join`: the hook asks several times at every start, for one path of these each time.
  const below = home + sep;
  return {
    home,
    config: `${below}config.toml`,
    autoRules: `${below}auto-rules.toml`,
    key: `${below}key`,
    log: `${below}audit.jsonl`,
    pendingRules: `${below}pending-rules.jsonl`,
    notices: `${below}notices.jsonl`,
    imported: `${below}imported.jsonl`,
    history: `${below}history`,
    policies: `${below}policies`,
    outbox: `${below}outbox`,
    locks: `${below}locks`,
    nextRun: `${below}next-run.json`,
    out: `${below}out`,
    cache: `${below}cache`,
    llm: `${below}llm`,
    warehouse: `${below}warehouse.duckdb`,
  };
}

/** Pending rules whose file had become long, until they are merged with those before. */
export function closedName(pendingRules: string): string {
  return pendingRules.replace(/\.jsonl$/, "-closed.jsonl");
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

/**
 * What a command needs that is named in a session: ` --home /srv/permit`, empty for the account's
 * own. As for the hook, no environment counts: a project can set that.
 */
export function sessionHomeFlag(home: string, accountHome: string): string {
  return home === defaultHome(accountHome) ? "" : ` --home ${shellWord(home)}`;
}

/** Where a system shows itself as files, and keeps none. */
const NO_FILES = /^\/(?:proc|sys|dev)(?:\/(?!shm(?:\/|$))|$)/; // /proc/x, /dev; not /dev/shm/x

/** Whether an absolute path lies where nothing that is written can stay. */
export function keepsNoFiles(path: string): boolean {
  return NO_FILES.test(normalize(path));
}

/** Whether there is such a folder. Questions about one that does not exist must not make it. */
export function homeExists(home: string): boolean {
  return existsSync(home);
}
