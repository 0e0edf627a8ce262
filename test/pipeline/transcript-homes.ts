import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Entry } from "../../src/model/entry.ts";
import { logText } from "../support/entry.ts";
import { type Printed, runCommand, temporaryFolder } from "../support/io.ts";
import { type Line, writeTranscript } from "../support/transcripts.ts";

/** An account with a home of ours and transcripts of Claude Code. */
export interface Account {
  readonly folder: string;
  readonly home: string;
  /** Claude Code's folder. */
  readonly claude: string;
  /** Runs a command line as of 22 November 2026, 12:00 UTC. */
  run(...words: string[]): Promise<Printed>;
  /** Its JSON. */
  json(...words: string[]): Promise<Record<string, unknown>>;
  log(entries: readonly unknown[]): void;
  transcript(place: string, lines: readonly (Line | string)[]): string;
  /** The entries of a log, and its text. */
  entries(file?: string): Entry[];
  text(file: string): string;
}

export function account(folder = temporaryFolder()): Account {
  const home = join(folder, "home");
  const claude = join(folder, ".claude");
  mkdirSync(home, { mode: 0o700, recursive: true });
  const run = (...words: string[]): Promise<Printed> =>
    runCommand([...words, "--home", home], folder, { pid: process.pid, stdinIsTerminal: false });
  const text = (file: string): string => {
    try {
      return readFileSync(join(home, file), "utf8");
    } catch {
      // Not written yet.
      return "";
    }
  };
  return {
    folder,
    home,
    claude,
    run,
    json: async (...words) => {
      const { code, out, err } = await run(...words, "--json");
      if (code !== 0 && code !== 1) throw new Error(`${code}: ${err}`);
      return JSON.parse(out);
    },
    log: (entries) =>
      writeFileSync(join(home, "audit.jsonl"), logText(entries), { flag: "a", mode: 0o600 }),
    transcript: (place, lines) => writeTranscript(claude, place, lines),
    entries: (file = "audit.jsonl") =>
      text(file)
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => Entry.parse(JSON.parse(line))),
    text,
  };
}
