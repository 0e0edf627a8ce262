import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { Entry } from "../../src/model/entry.ts";
import { livedAccount, OF_THE_BUNDLED_WEEK } from "../support/bundled-week.ts";
import { folderUntilEnd, runCommand } from "../support/io.ts";

const SINCE = "2026-11-15T23:00:00.000Z";
const EXAMPLES = join(import.meta.dirname, "../../reports/examples");

/** `UPDATE_EXAMPLES=1` writes what comes out instead of comparing it. Read the diff first. */
const UPDATE = process.env["UPDATE_EXAMPLES"] === "1";

let account = "";
let home = "";

beforeAll(async () => {
  account = folderUntilEnd();
  home = await livedAccount(account);
}, 180_000);

/** The log of the bundled week under its own configuration. */
function bundledLog(): Entry[] {
  const lines = readFileSync(join(home, "audit.jsonl"), "utf8").trimEnd().split("\n");
  return lines.map((line) => Entry.parse(JSON.parse(line)));
}

it("the bundled week tells its story under its own rules", () => {
  const log = bundledLog();
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
});

// The other formats are rendered from this json, in test/render/golden.test.ts.
it.each([
  ["digest", "html"],
  ...OF_THE_BUNDLED_WEEK.map((name) => [name, "json"] as const),
] as const)(
  "the report %s of the gallery is that of the bundled week, as %s",
  async (name, format) => {
    // A trend of one week is that of the eight that end with it, friction the week that ends now.
    const during = name === "friction" ? [] : ["--during", "2026-W47"];
    const words = ["report", name, ...during, "--as-of", "2026-11-23T06:00:00Z"];
    const { code, out, err } = await runCommand(
      [...words, "--format", format, "--redact", "full"],
      account,
      { pid: process.pid, now: () => new Date("2026-11-23T06:00:00Z") },
    );
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const path = join(EXAMPLES, `${name}.${format}`);
    if (UPDATE) writeFileSync(path, ofAnyKey(out));
    expect(ofAnyKey(out)).toBe(readFileSync(path, "utf8"));
  },
);

/** Every home has a key of its own, so every log another hash: that of this one stands for none. */
function ofAnyKey(shown: string): string {
  return shown.replace(/\b[0-9a-f]{64}\b/g, "5f0c".padEnd(64, "0"));
}

function sameCall(entry: Entry): string {
  return JSON.stringify([entry.session_id, entry.tool_name, entry.input_mac]);
}
