import { type ChildProcess, spawn } from "node:child_process";
import {
  appendFileSync,
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { entry, logText } from "../support/entry.ts";
import { fakeIo, runCommand } from "../support/io.ts";
import { ingestHome, recount, warehouseRows } from "../support/log-home.ts";

const BIN = join(import.meta.dirname, "../../dist/bin.cjs");

/** One call of the real hook. */
function hook(home: string, id: string): Promise<void> {
  const child: ChildProcess = spawn(process.execPath, [BIN, "hook", "--home", home], {
    stdio: ["pipe", "ignore", "inherit"],
  });
  child.stdin?.end(
    JSON.stringify({
      hook_event_name: "PreToolUse",
      session_id: "s",
      cwd: home,
      tool_name: "Bash",
      tool_input: { command: "ls" },
      tool_use_id: id,
    }),
  );
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", () => resolve());
  });
}

describe("rotation", () => {
  it("while hooks append loses and doubles nothing", async () => {
    const at = ingestHome();
    const calls = 60;
    let next = 0;
    const worker = async () => {
      while (next < calls) {
        next += 1;
        await hook(at.home, `toolu_${next}`);
      }
    };
    const rotator = async () => {
      const setAside = () => readdirSync(at.home).some((name) => name.startsWith("audit-"));
      // The first ones may come before any hook has written a line.
      for (let times = 0; times < 4 || (times < 40 && !setAside()); times += 1) {
        await runCommand(["ingest", "--rotate", "--home", at.home], at.home, { pid: process.pid });
      }
    };
    await Promise.all([worker(), worker(), worker(), rotator()]);
    await at.ingest();
    expect(recount(at.home)).toMatchObject({ entries: calls, calls, bad: 0 });
    expect(await warehouseRows(at.home)).toEqual(recount(at.home));
    expect(readdirSync(at.home).filter((name) => name.startsWith("audit-")).length).toBeGreaterThan(
      0,
    );
  });

  it("leaves a hook its file: what it appends after the rename is loaded", async () => {
    const at = ingestHome();
    at.append(logText([entry()]));
    await at.ingest();
    const held = openSync(at.log, "a");
    await runCommand(["ingest", "--rotate", "--home", at.home], at.home, { pid: process.pid });
    writeSync(held, logText([entry()]));
    closeSync(held);
    at.append(logText([entry()]));
    expect(await at.ingest()).toMatchObject({ lines: 2, anew: [] });
    expect(await warehouseRows(at.home)).toEqual(recount(at.home));
    // However late, and whatever the clock says.
    const [rotated = ""] = readdirSync(at.home).filter((name) => name.startsWith("audit-"));
    appendFileSync(join(at.home, rotated), logText([entry()]));
    utimesSync(join(at.home, rotated), 1, 1);
    expect(await at.ingest()).toMatchObject({ lines: 1, anew: [] });
  });

  it("comes by itself with run-due, when a month is over, and is told", async () => {
    const at = ingestHome();
    const line = logText([entry({ at: "2026-10-31T22:00:00.000Z" })]);
    writeFileSync(at.log, line.repeat(Math.ceil((1 << 20) / line.length)), { mode: 0o600 });
    const before = readFileSync(at.log, "utf8");
    const due = await runCommand(["schedule", "run-due", "--home", at.home], at.home, {
      pid: process.pid,
    });
    expect(due).toMatchObject({
      code: 0,
      out: "audit.jsonl was set aside as audit-2026-10.jsonl: its month is over.\n",
    });
    expect(readFileSync(join(at.home, "audit-2026-10.jsonl"), "utf8")).toBe(before);
    const again = await runCommand(["schedule", "run-due", "--home", at.home], at.home, {
      pid: process.pid,
    });
    expect(again.out).toBe("Nothing is due.\n");
    expect(fakeIo(at.home).now().toISOString()).toBe("2026-11-22T12:00:00.000Z");
  });
});
