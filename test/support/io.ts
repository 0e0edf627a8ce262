import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, onTestFinished } from "vitest";
import { createProgram } from "../../src/commands/program.ts";
import type { Io } from "../../src/io.ts";

/** What a command line printed, and its exit code. */
export interface Printed {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** An Io of a person at a terminal, in an account that is `folder`; `changes` names what differs. */
export function fakeIo(folder: string, changes: Partial<Io> = {}): Io & { printed(): Printed } {
  const out: string[] = [];
  const err: string[] = [];
  return {
    now: () => new Date("2026-11-22T12:00:00Z"),
    env: {},
    stdout: { write: (text) => void out.push(text), isTerminal: false, columns: 80 },
    stderr: { write: (text) => void err.push(text), isTerminal: false, columns: 80 },
    stdin: async function* () {},
    stdinIsTerminal: true,
    fetch: () => Promise.reject(new Error("no network in tests")),
    cwd: folder,
    accountHome: folder,
    account: "ana",
    host: "test",
    // The first process has no parent: whoever runs the tests is no part of them.
    pid: 1,
    node: process.execPath,
    script: join(import.meta.dirname, "../../dist/bin.cjs"),
    signal: new AbortController().signal,
    ...changes,
    printed: () => ({ code: 0, out: out.join(""), err: err.join("") }),
  };
}

/** Runs one command line of ours in this process. */
export async function runCommand(
  words: readonly string[],
  folder: string,
  changes: Partial<Io> = {},
): Promise<Printed> {
  const io = fakeIo(folder, changes);
  const code = await createProgram(io).run(words);
  return { ...io.printed(), code };
}

/** An empty folder that goes when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "claude-permit-test-"));
  onTestFinished(() =>
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }),
  );
  return folder;
}

/** An empty folder for all tests of a file; it goes when the last of them ends. */
export function folderUntilEnd(): string {
  const folder = mkdtempSync(join(tmpdir(), "claude-permit-test-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }));
  return folder;
}
