import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { Io } from "../../src/io.ts";
import { runCommand, temporaryFolder } from "./io.ts";
import { madeOnce } from "./made-once.ts";

const FOLDER = join(import.meta.dirname, "../../scripts/bundled-week");

/** Reports of the gallery that are made of the bundled week. */
export const OF_THE_BUNDLED_WEEK = [
  "digest",
  "rules",
  "trends",
  "friction",
  "tools",
  "security",
  "sessions",
] as const;

/** A home with the log of the bundled week under its own configuration, its rules on record. */
export async function bundledHome(): Promise<string> {
  const home = join(temporaryFolder(), "home");
  cpSync(await replayedHome(), home, { recursive: true });
  return home;
}

/** Alerts were judged at noon and at six from the Wednesday on, and before the digest was made. */
const SLOTS = ["18T11", "18T17", "19T11", "19T17", "20T11", "20T17", "23T05"];

/**
 * An account that has lived through the bundled week: its rules on record since before, its alerts
 * judged as it went on. Its home is where commands look by themselves.
 */
export async function livedAccount(folder: string): Promise<string> {
  const home = join(folder, OWN_HOME);
  cpSync(await replayedHome(), home, { recursive: true });
  for (const slot of SLOTS) {
    const { err } = await runCommand(["alerts", "check"], folder, at(`2026-11-${slot}:00:00Z`));
    expect({ slot, err }).toEqual({ slot, err: "" });
  }
  return home;
}

/** Where commands look in an account by themselves. */
const OWN_HOME = ".claude/claude-permit";

/** One for all: a replay of the week takes seconds. To be copied. */
async function replayedHome(): Promise<string> {
  const account = await madeOnce("bundled-week", async (folder) => {
    const home = join(folder, OWN_HOME);
    mkdirSync(home, { recursive: true, mode: 0o700 });
    copyFileSync(join(FOLDER, "config.toml"), join(home, "config.toml"));
    chmodSync(join(home, "config.toml"), 0o600);
    await runCommand(["rules", "list"], folder, at("2026-08-17T09:00:00Z"));
    await replayInto(home, at("2026-11-23T05:00:00Z"));
  });
  return join(account, OWN_HOME);
}

function at(now: string): Partial<Io> {
  return { pid: process.pid, now: () => new Date(now) };
}

async function replayInto(home: string, changes: Partial<Io>): Promise<void> {
  const rows = execFileSync(process.execPath, [join(FOLDER, "generate.mjs")], {
    encoding: "utf8",
    maxBuffer: 64 << 20,
  });
  const { code, err } = await runCommand(["replay", "-", "--home", home], home, {
    ...changes,
    stdinIsTerminal: false,
    stdin: async function* () {
      yield rows;
    },
  });
  expect({ code, err }).toEqual({ code: 0, err: "" });
}
