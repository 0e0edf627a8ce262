// `npm run soak [-- PART…]`: the tests that take too long for every commit. Each part prints what
// it did and throws where that went wrong; exit 1 if one did.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setUp } from "./set-up.mjs";
import { simulatedYearsAreQuiet } from "./soak/alerts.mjs";
import { appendsStayWhole } from "./soak/appends.mjs";
import { claudeCodeIsGuarded, missing as missingClaude } from "./soak/claude-code.mjs";
import { daemonIsKilled, livesAreLived, sendersAreKilled } from "./soak/delivery.mjs";
import { killsAreMadeGood } from "./soak/kills.mjs";
import { killedLearningIsMadeGood } from "./soak/learning.mjs";
import { tenMillionLines } from "./soak/ten-million.mjs";
import { longTestsPass } from "./soak/tests.mjs";
import { missing as missingTimers, timersFire } from "./soak/timers.mjs";

const PARTS = [
  {
    name: "appends",
    what: "2,000 concurrent hook calls leave 2,000 whole lines",
    run: appendsStayWhole,
  },
  {
    name: "ten-million",
    what: "ten million lines load in little memory, and catching up does not feel them",
    run: tenMillionLines,
  },
  {
    name: "kills",
    what: "loads killed at 200 random moments are made good by the next one, exactly",
    run: killsAreMadeGood,
  },
  {
    name: "tests",
    what: "tests of the suite that take too long for every commit pass in full",
    run: longTestsPass,
  },
  {
    name: "claude-code",
    what: "the real Claude Code does as we decide, and a rule is learned from two yeses",
    missing: missingClaude,
    run: claudeCodeIsGuarded,
  },
  {
    name: "learning",
    what: "hooks killed at every change that they make to files learn a rule whole, or not at all",
    run: killedLearningIsMadeGood,
  },
  {
    name: "lives",
    what: "sixty days of sleep, set clocks and a mail server that fails, many times over",
    run: livesAreLived,
  },
  {
    name: "delivery-kills",
    what: "jobs and deliveries killed at 200 moments lose nothing and repeat one mail at most",
    run: sendersAreKilled,
  },
  {
    name: "daemon",
    what: "a daemon with a job of every minute, killed and restarted twice, runs each minute once",
    run: daemonIsKilled,
  },
  {
    name: "timers",
    what: "a timer of a real systemd, and a line of a real crontab, run a job and are taken away",
    missing: missingTimers,
    run: timersFire,
  },
  {
    name: "alerts",
    what: "the passthrough alert is quiet through simulated years, and finds a jump in time",
    run: simulatedYearsAreQuiet,
  },
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !PARTS.some((part) => part.name === name));
if (unknown.length > 0) {
  console.error(
    `soak: no part "${unknown[0]}". There are: ${PARTS.map((one) => one.name).join(", ")}.`,
  );
  process.exit(3);
}
await setUp();
for (const part of PARTS.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  const reason = part.missing?.();
  if (reason !== undefined) {
    console.log(`skipped ${part.name}: ${part.what}: ${reason}`);
    continue;
  }
  const folder = mkdtempSync(join(tmpdir(), "claude-permit-soak-"));
  const start = performance.now();
  try {
    const told = await part.run(folder);
    console.log(`ok      ${part.name}: ${part.what}: ${told} (${seconds(start)} s)`);
  } catch (error) {
    console.error(`FAILED  ${part.name}: ${part.what} (${seconds(start)} s)\n${error.stack}`);
    process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function seconds(start) {
  return ((performance.now() - start) / 1000).toFixed(1);
}
