/** A stream that a command writes to. */
export interface Output {
  write(text: string): void;
  readonly isTerminal: boolean;
  /** Width in characters; 80 where it is not a terminal. */
  readonly columns: number;
}

/**
 * The outside world as one value. Only `cli.ts` and `hook/main.ts` make one from the process;
 * nobody else touches the process, the console or the clock.
 */
export interface Io {
  now(): Date;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Standard input as text chunks. */
  stdin(): AsyncIterable<string>;
  readonly stdinIsTerminal: boolean;
  readonly fetch: typeof fetch;
  readonly cwd: string;
  /** The account's own home directory, from the system and not from the environment. */
  readonly accountHome: string;
  readonly account: string;
  readonly host: string;
  readonly pid: number;
  /** Absolute path of the running node and of `dist/bin.cjs`. */
  readonly node: string;
  readonly script: string;
  /** Aborted by SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
}
