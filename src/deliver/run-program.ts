import { spawn } from "node:child_process";

export interface ProgramRun {
  /** The program's path, absolute, and its arguments. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Whether what it prints is wanted; the rest is nobody's. */
  readonly captures: boolean;
}

export type ProgramEnd =
  | { readonly kind: "exit"; readonly code: number; readonly output: string }
  | { readonly kind: "timeout" | "stopped" | "killed" | "overlong" }
  | { readonly kind: "unstartable"; readonly code: string };

const MAX_OUTPUT_BYTES = 64 * 1024;

/** Runs a program to its end, without a shell; whatever it started ends with it. */
export function runProgram(run: ProgramRun): Promise<ProgramEnd> {
  const [program = "", ...args] = run.argv;
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: "/",
      env: run.env,
      detached: true,
      stdio: ["pipe", run.captures ? "pipe" : "ignore", "ignore"],
    });
    const chunks: Buffer[] = [];
    let bytes = 0;
    let isEnded = false;
    const end = (answer: ProgramEnd): void => {
      if (isEnded) return;
      isEnded = true;
      clearTimeout(timer);
      run.signal.removeEventListener("abort", onAbort);
      if (child.pid !== undefined) endGroup(child.pid);
      child.stdin?.destroy();
      child.stdout?.destroy();
      resolve(answer);
    };
    const onAbort = (): void => end({ kind: "stopped" });
    const timer = setTimeout(() => end({ kind: "timeout" }), run.timeoutMs);
    run.signal.addEventListener("abort", onAbort);
    if (run.signal.aborted) return onAbort();
    child.stdout?.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      chunks.push(chunk);
      if (bytes > MAX_OUTPUT_BYTES) end({ kind: "overlong" });
    });
    child.once("error", (error) => end({ kind: "unstartable", code: codeOf(error) }));
    child.once(run.captures ? "close" : "exit", (code: number | null) => {
      const output = Buffer.concat(chunks).toString("utf8");
      end(code === null ? { kind: "killed" } : { kind: "exit", code, output });
    });
    // A program that does not read what it is given is no failure: its exit code says what is.
    child.stdin?.on("error", () => {});
    child.stdin?.end(run.stdin);
  });
}

/** Ends a program with all of its group, as far as they are still there. */
function endGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    if (!["ESRCH", "EPERM"].includes(codeOf(error))) throw error;
  }
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : "unknown";
}
