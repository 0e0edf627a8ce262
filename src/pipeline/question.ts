import { type ChildProcess, spawn } from "node:child_process";
import type { Io } from "../io.ts";
import type { Question } from "../model/answer.ts";
import { EXIT, type ExitCode } from "../model/errors.ts";
import { ANSWER_WORD } from "./answer-word.ts";

/** How long the process has after a signal before it is ended by force. */
const GRACE_MS = 800;

/**
 * Has a question answered in a process of its own, and passes on what it prints. Returns its exit
 * code; 3 where it had to end itself because the statement heard no interrupt.
 */
export async function putQuestion(io: Io, question: Question): Promise<ExitCode> {
  const child = spawn(io.node, [io.script, ANSWER_WORD], {
    env: { ...io.env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let said = false;
  child.stdout.setEncoding("utf8").on("data", (text: string) => io.stdout.write(text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said = true;
    io.stderr.write(text);
  });
  // It stays open: the process ends when its end comes, whatever became of this one.
  child.stdin.on("error", () => {});
  child.stdin.write(`${JSON.stringify(question)}\n`);
  const onSignal = (): void => stop(child);
  io.signal.addEventListener("abort", onSignal, { once: true });
  if (io.signal.aborted) onSignal();
  try {
    const { code, signal } = await ended(child);
    if (io.signal.aborted) return EXIT.interrupted;
    if (signal !== null) {
      if (!said) io.stderr.write(`${KILLED}\n`);
      return EXIT.usage;
    }
    return Object.values(EXIT).find((known) => known === code) ?? EXIT.bug;
  } finally {
    io.signal.removeEventListener("abort", onSignal);
  }
}

const KILLED =
  "The system ended the statement, most likely for its use of memory. Narrow it, or group by less.";

function stop(child: ChildProcess): void {
  child.kill("SIGINT");
  const timer = setTimeout(() => child.kill("SIGKILL"), GRACE_MS);
  child.once("exit", () => clearTimeout(timer));
}

function ended(
  child: ChildProcess,
): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    // `close`, not `exit`: everything that it printed has arrived.
    child.once("close", (code, signal) => resolve({ code, signal }));
  });
}
