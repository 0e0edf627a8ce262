// Tests of the suite that take too long for every commit, or do only a part of their work there.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../set-up.mjs";

/** Those that ask whether there is time. */
const FILES = readdirSync(join(root, "test"), { recursive: true })
  .filter((name) => name.endsWith(".test.ts"))
  .map((name) => join("test", name))
  .filter((file) => readFileSync(join(root, file), "utf8").includes("/support/soak.ts"));

/** Returns what was seen, in words. Throws where a test fails. */
export async function longTestsPass() {
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  // They do several times as much as for a commit.
  const words = ["run", "--testTimeout", "240000", ...FILES];
  const run = spawnSync(process.execPath, [vitest, ...words], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, CLAUDE_PERMIT_SOAK: "1", NO_COLOR: "1" },
  });
  assert.equal(run.status, 0, `${run.stderr.slice(0, 3000)}\n${run.stdout.slice(-1000)}`);
  return /Tests\s+(.*)/.exec(run.stdout)?.[1] ?? "";
}
