import { spawn } from "node:child_process";

/** What a program of the system came to. */
export interface ToolEnd {
  /** Null where it was ended, or could not be started. */
  readonly code: number | null;
  /** Both outputs together. */
  readonly output: string;
}

export interface Tool {
  readonly words: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin?: string;
  readonly timeoutMs: number;
}

/** Runs a program of the system, looked up in the PATH of `env`, without a shell. */
export function runTool({ words, env, stdin = "", timeoutMs }: Tool): Promise<ToolEnd> {
  const [program = "", ...args] = words;
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      env,
      stdio: ["pipe", "pipe", "pipe"],
      timeout: timeoutMs,
    });
    let output = "";
    const take = (chunk: Buffer): void => {
      if (output.length < 20_000) output += chunk.toString("utf8");
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.once("error", (error) => resolve({ code: null, output: error.message }));
    child.once("close", (code) => resolve({ code, output: output.trim() }));
    // Whoever does not read its input says by its code what is wrong.
    child.stdin.on("error", () => {});
    child.stdin.end(stdin);
  });
}
