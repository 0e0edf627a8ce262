// What schedule and delivery promise, for longer than a test may take.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { root } from "../set-up.mjs";

const BIN = join(root, "dist/bin.cjs");

/** Both changes of the clock in Europe, both within one life in Casablanca, none in Kolkata. */
const SPANS = [
  { first: "2026-09-25", days: 60, zone: "Europe/Amsterdam" },
  { first: "2027-02-17", days: 60, zone: "Europe/Amsterdam" },
  { first: "2027-01-21", days: 60, zone: "Africa/Casablanca" },
  { first: "2027-01-21", days: 60, zone: "Asia/Kolkata" },
];
const SEEDS = 5;

export function livesAreLived() {
  const lives = SPANS.flatMap((span) =>
    Array.from({ length: SEEDS }, (_, index) => ({ ...span, seed: index + 2 })),
  );
  vitest("test/pipeline/sixty-days.test.ts", { LIVES: JSON.stringify(lives) });
  return `${lives.length} lives`;
}

export function sendersAreKilled() {
  const told = vitest("test/pipeline/delivery-kills.test.ts", { KILL_POINTS: "200" });
  return /\d+ of 200 interrupted, \d+ mails repeated/.exec(told)?.[0] ?? "200 kills";
}

function vitest(file, env) {
  const words = [join(root, "node_modules/vitest/vitest.mjs"), "run", file];
  const options = { cwd: root, encoding: "utf8", env: { ...process.env, ...env } };
  const { status, stdout, stderr } = spawnSync(process.execPath, words, options);
  assert.equal(status, 0, `${stdout}${stderr}`);
  return stdout;
}

const ZONE = "UTC";

/** Six minutes of the true clock. Each daemon is killed in its second minute, the third ended. */
export async function daemonIsKilled(folder) {
  const home = join(folder, "home");
  mkdirSync(join(home, "history"), { recursive: true, mode: 0o700 });
  const job = 'name = "each"\ncron = "* * * * *"\ncatch_up = "all"\nrun = "stats"\n';
  const config = `[report]\ntime_zone = "${ZONE}"\n[[job]]\n${job}`;
  writeFileSync(join(home, "config.toml"), config, { mode: 0o600 });
  const start = Date.now();
  for (const signal of ["SIGKILL", "SIGKILL", "SIGTERM"]) {
    const daemon = spawn(process.execPath, [BIN, "schedule", "daemon", "--home", home], {
      env: { ...process.env, HOME: folder, CLAUDE_CONFIG_DIR: join(folder, ".claude") },
      stdio: "ignore",
    });
    const ended = new Promise((resolve) => daemon.once("exit", (code) => resolve(code)));
    await wait(115_000);
    const asked = Date.now();
    daemon.kill(signal);
    const code = await ended;
    if (signal === "SIGTERM") {
      assert.equal(code, 143);
      assert.ok(Date.now() - asked < 2000, "it took two seconds to end");
    }
  }
  const text = readFileSync(join(home, "history/runs.jsonl"), "utf8");
  const lines = text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const done = lines.filter(({ kind }) => kind === "ended").map(({ due }) => Date.parse(due));
  assert.deepEqual(done, [...new Set(done)], "a minute was run twice");
  const minutes = Math.floor((Date.now() - start) / 60_000);
  assert.ok(done.length >= minutes - 1, `${done.length} runs in ${minutes} minutes`);
  const gaps = done.slice(1).map((at, index) => at - done[index]);
  assert.ok(
    gaps.every((gap) => gap === 60_000),
    `minutes between runs: ${gaps}`,
  );
  return `${done.length} runs in ${minutes} minutes, none twice, none missing`;
}
