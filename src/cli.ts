import "./model/jitless.ts";
import { homedir, hostname, userInfo } from "node:os";
import { resolve } from "node:path";
import { createProgram, reportError } from "./commands/program.ts";
import type { Io, Output } from "./io.ts";
import { EXIT } from "./model/errors.ts";
import { ANSWER_WORD } from "./pipeline/answer-word.ts";

const stop = new AbortController();
process.once("SIGINT", () => interrupt(EXIT.interrupted));
process.once("SIGTERM", () => interrupt(EXIT.terminated));
// A reader that closed the pipe (`| head`) is not an error of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(EXIT.ok);
  throw error;
});

const words = process.argv.slice(2);
// `run` never throws. No top-level await: the bundle is CommonJS.
void (words[0] === ANSWER_WORD ? answer() : createProgram(processIo()).run(words)).then((code) => {
  // After a signal its own code stands, whatever the command made of it.
  if (!stop.signal.aborted) process.exitCode = code;
});

/**
 * The process that answers one question, put on the first line of its standard input. It is killed
 * when whoever put it is gone, and where a statement keeps a thread: exiting would wait for it.
 */
async function answer(): Promise<number> {
  const { answerQuestion } = await import("./pipeline/answer-question.ts");
  const kill = (): void => void process.kill(process.pid, "SIGKILL");
  const line = await new Promise<string>((resolve) => {
    let text = "";
    process.stdin.setEncoding("utf8").on("data", (chunk) => {
      text += chunk;
      if (text.endsWith("\n")) resolve(text);
    });
    process.stdin.once("end", kill);
  });
  process.stdin.unref();
  const io = processIo();
  try {
    await answerQuestion(line, io, { memory: () => process.memoryUsage.rss(), kill });
    return EXIT.ok;
  } catch (error) {
    return reportError(error, io);
  }
}

function interrupt(code: number): void {
  process.exitCode = code;
  stop.abort();
  // Whoever honours the signal winds up first; nobody may hold the process longer.
  setTimeout(() => process.exit(code), 1000).unref();
}

function processIo(): Io {
  return {
    now: () => new Date(),
    env: process.env,
    stdout: output(process.stdout),
    // Opening a standard stream takes a millisecond each: only where somebody asks.
    get stderr() {
      return output(process.stderr);
    },
    stdin: () => process.stdin.setEncoding("utf8"),
    get stdinIsTerminal() {
      return process.stdin.isTTY === true;
    },
    fetch: globalThis.fetch,
    cwd: process.cwd(),
    accountHome: accountHome(),
    account: userInfo().username,
    host: hostname(),
    pid: process.pid,
    node: process.execPath,
    script: resolve(process.argv[1] ?? "claude-permit"),
    signal: stop.signal,
  };
}

function accountHome(): string {
  const { homedir: fromSystem } = userInfo();
  return fromSystem === "" ? homedir() : fromSystem;
}

function output(stream: NodeJS.WriteStream): Output {
  return {
    write: (text) => void stream.write(text),
    isTerminal: stream.isTTY === true,
    // A terminal that nobody told its size has none.
    columns: stream.isTTY === true && stream.columns > 0 ? stream.columns : 80,
  };
}
