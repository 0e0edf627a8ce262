import { resolve } from "node:path";
import type { Io, Output } from "../../src/io.ts";

export interface FakeIo extends Io {
  readonly printed: { stdout: string; stderr: string };
  /** Moves the clock. */
  setNow(iso: string): void;
}

/** An `Io` at a fixed moment that keeps what is printed; the real process id, so locks work. */
export function fakeIo({
  now,
  accountHome = "/nowhere",
  ...rest
}: { now: string } & Partial<Omit<Io, "now">>): FakeIo {
  let clock = now;
  const printed = { stdout: "", stderr: "" };
  return {
    now: () => new Date(clock),
    env: {},
    stdout: output((text) => {
      printed.stdout += text;
    }),
    stderr: output((text) => {
      printed.stderr += text;
    }),
    stdin: async function* () {},
    stdinIsTerminal: false,
    fetch: globalThis.fetch,
    cwd: "/nowhere",
    accountHome,
    account: "tester",
    host: "desk.example",
    pid: process.pid,
    node: process.execPath,
    script: resolve("dist/bin.cjs"),
    signal: new AbortController().signal,
    ...rest,
    printed,
    setNow: (iso) => {
      clock = iso;
    },
  };
}

function output(write: (text: string) => void): Output {
  return { write, isTerminal: false, columns: 80 };
}
