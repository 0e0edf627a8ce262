import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { appendHistory, readHistory } from "../../src/files/history.ts";
import { HISTORY } from "../../src/model/history.ts";
import { approveAll } from "../support/approve.ts";
import { callsByDay } from "../support/calls.ts";
import { logText } from "../support/entry.ts";
import { temporaryFolder } from "../support/io.ts";
import { seeded } from "../support/seeded.ts";
import { mailServer } from "../support/smtp.ts";

const BIN = join(import.meta.dirname, "../../dist/bin.cjs");
/** `npm run soak` kills at 200. */
const POINTS = Number(process.env["KILL_POINTS"] ?? 6);
const SEED = 7;
/** A yearly moment that has passed, so that it is due now and the same in every run. */
const CRON = "0 7 1 1 *";

/** A home whose job is due, with a log that was loaded already. */
function home(folder: string, port: number): string {
  mkdirSync(folder, { mode: 0o700 });
  const log = callsByDay({ first: "2025-12-22", days: 7, ratio: 0.1 });
  writeFileSync(join(folder, "audit.jsonl"), logText(log), { mode: 0o600 });
  writeFileSync(
    join(folder, "config.toml"),
    `[report]
time_zone = "UTC"
[[job]]
name = "yearly"
cron = "${CRON}"
jitter = 0
run = "report tools --during 2025-W52 --to mail --to out"
[[channel]]
name = "mail"
type = "email"
host = "127.0.0.1"
port = ${port}
security = "none"
from = "guard@desk.example"
to = ["owner@example.org"]
`,
    { mode: 0o600 },
  );
  approveAll(folder);
  const at = "2025-06-01T00:00:00.000Z";
  const schedule = `${CRON} UTC`;
  appendHistory(folder, HISTORY.runs, [{ v: 1, at, kind: "seen", job: "yearly", schedule }]);
  return folder;
}

/** Runs what is due; killed after so many milliseconds, unless it has ended by then. */
function runDue(folder: string, killAfterMs?: number): Promise<{ ms: number; killed: boolean }> {
  const start = performance.now();
  const env = { ...process.env, HOME: folder, CLAUDE_CONFIG_DIR: join(folder, ".claude") };
  const child = spawn(process.execPath, [BIN, "schedule", "run-due", "--home", folder], {
    env,
    stdio: "ignore",
  });
  const timer =
    killAfterMs === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), killAfterMs);
  return new Promise((resolve) => {
    child.once("exit", (_, signal) => {
      clearTimeout(timer);
      resolve({ ms: performance.now() - start, killed: signal === "SIGKILL" });
    });
  });
}

it(
  `a kill at any of ${POINTS} moments loses nothing, and repeats at most one mail as the same`,
  async () => {
    const server = await mailServer();
    const folder = temporaryFolder();
    const random = seeded(SEED);
    let wholeMs = (await runDue(home(join(folder, "whole"), server.port))).ms;
    expect(server.mails).toHaveLength(1);
    let repeated = 0;
    let interrupted = 0;
    for (let point = 0, tries = 0; point < POINTS; tries += 1) {
      const before = server.mails.length;
      const mine = home(join(folder, `home-${tries}`), server.port);
      const { ms, killed } = await runDue(mine, 150 + random() * Math.max(0, wholeMs - 100));
      if (killed) point += 1;
      // It had finished by then: the machine is faster now than it was.
      else wholeMs = Math.min(wholeMs, ms);
      const ended = readHistory(mine, HISTORY.notices).lines.length === 2;
      interrupted += ended ? 0 : 1;
      await runDue(mine);
      // Another one finds nothing left to do.
      if (point % 5 === 0) await runDue(mine);
      const ids = server.mails.slice(before).map((mail) => /^message-id: (.*)$/im.exec(mail)?.[1]);
      const told = { point, ids, left: readdirSync(join(mine, "outbox/sending")) };
      expect(ids.length, JSON.stringify(told)).toBeGreaterThanOrEqual(1);
      expect(ids.length, JSON.stringify(told)).toBeLessThanOrEqual(2);
      expect(new Set(ids).size).toBe(1);
      repeated += ids.length - 1;
      expect(readdirSync(join(mine, "out"))).toHaveLength(4);
      expect(told.left).toEqual([]);
      for (const place of ["queued", "dead"]) {
        const path = join(mine, "outbox", place);
        // What a killed process had begun to write is nobody's message.
        const left = existsSync(path) ? readdirSync(path) : [];
        expect(left.filter((name) => !name.endsWith(".tmp"))).toEqual([]);
      }
      expect(readdirSync(join(mine, "outbox/sent"))).toHaveLength(2);
      // Two hundred warehouses at the end would take longer to remove than may be waited for.
      rmSync(mine, { recursive: true });
    }
    // For `npm run soak`, which prints it.
    if (POINTS > 6)
      process.stdout.write(`${interrupted} of ${POINTS} interrupted, ${repeated} mails repeated\n`);
    // Most kills came before it was through, and hardly any between the server's yes and our note.
    expect(interrupted).toBeGreaterThan(POINTS / 3);
    expect(repeated).toBeLessThanOrEqual(Math.ceil(POINTS / 5));
  },
  20_000 + POINTS * 20_000,
);
