import { homedir, hostname, userInfo } from "node:os";
import { resolve } from "node:path";
import { createProgram } from "./commands/program.ts";
import type { Io, Output } from "./io.ts";
import { EXIT } from "./model/errors.ts";

const stop = new AbortController();
process.once("SIGINT", () => interrupt(EXIT.interrupted));
process.once("SIGTERM", () => interrupt(EXIT.terminated));
// A reader that closed the pipe (`| head`) is not an error of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(EXIT.ok);
  throw error;
});

// `run` never throws. No top-level await: the bundle is CommonJS.
void createProgram(processIo())
  .run(process.argv.slice(2))
  .then((code) => {
    // After a signal its own code stands, whatever the command made of it.
    if (!stop.signal.aborted) process.exitCode = code;
  });

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
    columns: stream.isTTY === true ? stream.columns : 80,
  };
}
