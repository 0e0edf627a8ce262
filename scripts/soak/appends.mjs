// Many hooks at a time on one log: every call leaves one whole line, and gets one answer.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../set-up.mjs";

const CALLS = 2000;
const AT_A_TIME = 64;
const RULE = `[[deny]]\nname = "no-odd"\ntool = "^Bash$"\n[deny.fields]\ncommand = '^odd '\n`;

/** Returns what was seen, in words. Throws where a line is missing, torn or doubled. */
export async function appendsStayWhole(folder) {
  const home = join(folder, "home");
  mkdirSync(home, { mode: 0o700 });
  writeFileSync(join(home, "config.toml"), RULE, { mode: 0o600 });
  let next = 0;
  let denied = 0;
  const worker = async () => {
    while (next < CALLS) {
      const at = next;
      next += 1;
      if ((await callHook(home, at)).includes('"deny"')) denied += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));

  const text = readFileSync(join(home, "audit.jsonl"), "utf8");
  assert.ok(text.endsWith("\n"), "the log ends in a whole line");
  // A writer that met the first page of another's long line starts on a line of its own: empty
  // lines may stand between, and readers skip them.
  const entries = text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
  assert.equal(entries.length, CALLS);
  const ids = new Set(entries.map((entry) => entry.tool_use_id));
  assert.equal(ids.size, CALLS, "each call has its own line");
  assert.equal(new Set(entries.map((entry) => entry.id)).size, CALLS, "no id twice");
  assert.equal(denied, CALLS / 2, "each odd call was denied");
  return `${AT_A_TIME} at a time, ${(text.length / 1e6).toFixed(1)} MB, ${denied} denied`;
}

/** One call of the real hook; resolves to what it printed. */
function callHook(home, at) {
  const payload = {
    hook_event_name: "PreToolUse",
    session_id: `session-${at % 50}`,
    cwd: home,
    tool_name: "Bash",
    // From short lines to ones near the limit of 16 KiB.
    tool_input: { command: `${at % 2 === 1 ? "odd" : "even"} ${"word ".repeat(at % 900)}` },
    tool_use_id: `toolu_${at}`,
  };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, "dist/bin.cjs"), "hook", "--home", home]);
    let out = "";
    child.stdout.on("data", (chunk) => {
      out += chunk;
    });
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(out);
      else reject(new Error(`hook ${at} answered ${code}`));
    });
    child.stdin.end(JSON.stringify(payload));
  });
}
