/** The command line was wrong. The message says what, and prints the right form. */
export class UserError extends Error {
  override readonly name = "UserError";
}

/** One mistake in a file that a person wrote. */
export interface ConfigProblem {
  /** Name of the file, without its folder. */
  readonly file: string;
  /** `allow[3].cwd`; empty for a syntax error. */
  readonly path: string;
  /** 1-based; absent where the parser could not tell. */
  readonly line?: number;
  readonly message: string;
}

/** A file was wrong. Holds every problem found, not only the first. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[], options?: ErrorOptions) {
    super(problems.map(problemLine).join("\n"), options);
    this.problems = problems;
  }
}

/** What is wrong with a file, by what reading it throws; none where it can be read. */
export function problemsOf(read: () => unknown): readonly ConfigProblem[] {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

/** A file under home that we will not touch. The message names it and the way out. */
export class UnsafeFile extends Error {
  override readonly name = "UnsafeFile";
}

/** A channel failed. `retryable` is false where trying again cannot help. */
export class DeliveryError extends Error {
  override readonly name = "DeliveryError";
  readonly retryable: boolean;
  /** A named reason: `connection`, `login`, `refused`, `disk`, … */
  readonly reason: string;
  /** The destination asked not to be tried sooner than this many milliseconds from now. */
  readonly retryAfterMs: number | undefined;

  constructor(
    reason: string,
    message: string,
    retryable: boolean,
    options?: ErrorOptions & { readonly retryAfterMs?: number },
  ) {
    super(message, options);
    this.reason = reason;
    this.retryable = retryable;
    this.retryAfterMs = options?.retryAfterMs;
  }
}

/** `config.toml:12: allow[3].cwd: "src" is not absolute. Start it with "/" or "~".` */
export function problemLine(problem: ConfigProblem): string {
  const place = problem.line === undefined ? problem.file : `${problem.file}:${problem.line}`;
  return problem.path === ""
    ? `${place}: ${problem.message}`
    : `${place}: ${problem.path}: ${problem.message}`;
}

/** What a process answers with. 2 is never used: the host reads it from a hook as "block". */
export const EXIT = {
  ok: 0,
  finding: 1,
  usage: 3,
  delivery: 4,
  bug: 70,
  interrupted: 130,
  terminated: 143,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
