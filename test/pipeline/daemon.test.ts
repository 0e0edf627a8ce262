import { spawn } from "node:child_process";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { appendHistory, readHistory } from "../../src/files/history.ts";
import { HISTORY } from "../../src/model/history.ts";
import { temporaryFolder } from "../support/io.ts";

const BIN = join(import.meta.dirname, "../../dist/bin.cjs");
const SCHEDULE = "* * * * * Europe/Amsterdam";

/** A home whose job of every minute was met an hour ago, so that it is due at once. */
function dueHome(run = "stats", more = ""): string {
  const home = temporaryFolder();
  const job = `name = "each"\ncron = "* * * * *"\njitter = 0\nrun = "${run}"\n`;
  const config = `[report]\ntime_zone = "Europe/Amsterdam"\n[[job]]\n${job}${more}`;
  writeFileSync(join(home, "config.toml"), config, { mode: 0o600 });
  writeFileSync(join(home, "audit.jsonl"), "", { mode: 0o600 });
  const at = new Date(Date.now() - 3_600_000).toISOString();
  appendHistory(home, HISTORY.runs, [{ v: 1, at, kind: "seen", job: "each", schedule: SCHEDULE }]);
  return home;
}

function start(home: string, words: string, env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [BIN, ...words.split(" "), "--home", home], {
    env: { ...process.env, HOME: home, CLAUDE_CONFIG_DIR: join(home, ".claude"), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let out = "";
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (out += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => {
    child.once("close", (code) => resolve(code));
  });
  return { child, ended, out: () => out };
}

function runsOf(home: string): string[] {
  return readHistory(home, HISTORY.runs).lines.map(({ kind }) => kind);
}

describe("a daemon", () => {
  it.each([
    ["SIGTERM", 143],
    ["SIGINT", 130],
  ] as const)(
    "runs what is due and ends within two seconds of %s",
    async (signal, code) => {
      const home = dueHome();
      const daemon = start(home, "schedule daemon");
      await expect.poll(() => runsOf(home), { timeout: 20_000 }).toContain("ended");
      const asked = Date.now();
      daemon.child.kill(signal);
      expect(await daemon.ended).toBe(code);
      expect(Date.now() - asked).toBeLessThan(2000);
      expect(daemon.out()).toMatch(/1 job, Europe\/Amsterdam; process \d+\. Ctrl-C ends it\./);
      expect(daemon.out()).toContain("each: done");
    },
    30_000,
  );

  it("ends as soon while a channel hangs", async () => {
    const sleeper = join(temporaryFolder(), "sleeper");
    writeFileSync(sleeper, "#!/bin/sh\nsleep 60\n", { mode: 0o700 });
    const channel = `[[channel]]\nname = "slow"\ntype = "command"\ncommand = ["${sleeper}"]\n`;
    const home = dueHome("report digest --to slow", channel);
    // Nobody who guards anything: tests may approve.
    expect(await start(home, "channels approve slow").ended).toBe(0);
    const daemon = start(home, "schedule daemon");
    const sending = () => placesOf(home).filter((name) => name.startsWith("digest."));
    await expect.poll(sending, { timeout: 20_000 }).toHaveLength(1);
    const asked = Date.now();
    daemon.child.kill("SIGTERM");
    expect(await daemon.ended).toBe(143);
    expect(Date.now() - asked).toBeLessThan(2000);
  }, 40_000);

  it("says who holds the lock where there is another, and lives beside run-due", async () => {
    const home = dueHome();
    const first = start(home, "schedule daemon");
    await expect.poll(first.out, { timeout: 20_000 }).toContain("each: done");
    const second = start(home, "schedule daemon");
    expect(await second.ended).toBe(3);
    expect(second.out()).toContain(
      `A daemon of this home runs already: process ${first.child.pid}.`,
    );
    const beside = start(home, "schedule run-due");
    expect(await beside.ended).toBe(0);
    first.child.kill("SIGKILL");
    await first.ended;
    // A lock whose holder is gone is nobody's.
    const third = start(home, "schedule daemon");
    await expect.poll(third.out, { timeout: 20_000 }).toContain("Ctrl-C ends it");
    third.child.kill("SIGTERM");
    expect(await third.ended).toBe(143);
    const dues = readHistory(home, HISTORY.runs).lines.flatMap((line) =>
      line.kind === "ended" ? [line.due] : [],
    );
    expect(new Set(dues).size).toBe(dues.length);
  }, 60_000);
});

function placesOf(home: string): string[] {
  const folder = join(home, "outbox/sending");
  return existsSync(folder) ? readdirSync(folder) : [];
}
