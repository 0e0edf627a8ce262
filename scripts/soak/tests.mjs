// Tests of the suite that take too long for every commit, or do only a part of their work there.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { root } from "../set-up.mjs";

const FILES = [
  "test/recount/random-logs.test.ts",
  "test/learn/recorded.test.ts",
  "test/report/recorded-sums.test.ts",
  "test/warehouse/compact.test.ts",
];

/** Returns what was seen, in words. Throws where a test fails. */
export async function longTestsPass() {
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const run = spawnSync(process.execPath, [vitest, "run", ...FILES], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, CLAUDE_PERMIT_SOAK: "1", NO_COLOR: "1" },
  });
  assert.equal(run.status, 0, run.stdout.slice(-3000));
  return /Tests\s+(.*)/.exec(run.stdout)?.[1] ?? "";
}
