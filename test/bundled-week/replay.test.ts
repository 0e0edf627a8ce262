import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { Entry } from "../../src/model/entry.ts";
import { bundledHome } from "../support/bundled-week.ts";

const SINCE = "2026-11-15T23:00:00.000Z";

/** The log of the bundled week under its own configuration. */
async function bundledLog(): Promise<Entry[]> {
  const home = await bundledHome();
  const lines = readFileSync(join(home, "audit.jsonl"), "utf8").trimEnd().split("\n");
  return lines.map((line) => Entry.parse(JSON.parse(line)));
}

it("the bundled week tells its story under its own rules", async () => {
  const log = await bundledLog();
  const calls = log.filter((entry) => entry.event === "PreToolUse");
  const week = calls.filter((entry) => entry.timestamp >= SINCE);
  const decided = week.filter((entry) => entry.decision !== "passthrough");
  expect(decided.length / week.length).toBeGreaterThan(0.8);
  expect(new Set(week.map((entry) => entry.decision))).toEqual(
    new Set(["allow", "deny", "ask", "passthrough"]),
  );

  const denials = week.filter((entry) => entry.decision === "deny").map((entry) => entry.rule);
  for (const rule of ["no-secret-reads", "no-force-push", "no-pipe-to-shell", "no-publish"]) {
    expect(denials).toContain(rule);
  }
  expect(week.filter((entry) => entry.tier === "floor")).toHaveLength(1);

  const browser = week.filter((entry) => entry.mcp_server === "playwright");
  expect(new Set(browser.map((entry) => entry.decision))).toEqual(new Set(["passthrough"]));

  // Claude Code asks only where we did, or had no opinion.
  const asked = new Set(
    calls.filter((entry) => ["ask", "passthrough"].includes(entry.decision)).map(sameCall),
  );
  const prompts = log.filter((entry) => entry.event === "PermissionRequest");
  expect(prompts.filter((entry) => !asked.has(sameCall(entry)))).toEqual([]);

  // The one secret in it is masked before it is written.
  expect(log.some((entry) => entry.tool_input?.includes("Authorization: Bearer") === true)).toBe(
    true,
  );
  expect(JSON.stringify(log)).not.toMatch(/gh[p]_[A-Za-z0-9]{36}/);
}, 120_000);

function sameCall(entry: Entry): string {
  return JSON.stringify([entry.session_id, entry.tool_name, entry.input_mac]);
}
