/**
 * What a decision may depend on beside the call and the rules. A value: the hook builds it from
 * the machine, replay and tests make one up.
 */
export interface World {
  /** ISO 8601 UTC. */
  readonly now: string;
  /** The state folder of claude-permit. */
  readonly home: string;
  /** The account's home directory, for `~`. */
  readonly accountHome: string;
  readonly cwd: string;
  /** `CLAUDE_PROJECT_DIR`; does not follow `cd`. */
  readonly projectRoot: string;
  /** True where the file system does not tell `A` from `a`. */
  readonly caseInsensitive: boolean;
  /** The path with links resolved as far as it exists; the path itself where it cannot be. */
  realpath(path: string): string;
}
