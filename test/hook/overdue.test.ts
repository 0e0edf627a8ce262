import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isOverdue, writeNextRun } from "../../src/files/next-run.ts";
import { temporaryFolder } from "../support/io.ts";

const BIN = join(import.meta.dirname, "../../dist/bin.cjs");
const MINUTE_MS = 60_000;

/** A home whose next run was due so many minutes ago; who starts one notes it. */
function homeDue(minutesAgo: number) {
  const home = temporaryFolder();
  const script = join(home, "cache-of-test.cjs");
  const note = join(home, "started");
  writeFileSync(
    script,
    `require("node:fs").appendFileSync(${JSON.stringify(note)}, JSON.stringify([process.argv.slice(2), process.env, process.cwd()]) + "\\n")`,
  );
  const at = new Date(Date.now() - minutesAgo * MINUTE_MS);
  writeNextRun(home, at, { node: process.execPath, script });
  const started = () =>
    existsSync(note)
      ? readFileSync(note, "utf8")
          .trim()
          .split("\n")
          .map((l) => JSON.parse(l))
      : [];
  return { home, started };
}

function event(home: string, name: string, env: Record<string, string> = {}) {
  const payload = { hook_event_name: name, session_id: "s1", cwd: home, source: "startup" };
  return spawnSync(process.execPath, [BIN, "hook", "--home", home], {
    input: JSON.stringify(payload),
    encoding: "utf8",
    env: { ...process.env, SECRET_OF_PROJECT: "x", ...env },
  });
}

describe("a session that begins", () => {
  it("starts what nobody else runs, once, without the environment that a project can set", async () => {
    const { home, started } = homeDue(30);
    for (let times = 0; times < 3; times += 1) {
      expect(event(home, "SessionStart")).toMatchObject({ status: 0, stderr: "" });
    }
    await expect.poll(() => started().length).toBe(1);
    const [words, env, cwd] = started()[0] ?? [];
    expect(words).toEqual(["schedule", "run-due", "--home", home]);
    expect(cwd).toBe("/");
    expect(Object.keys(env)).not.toContain("SECRET_OF_PROJECT");
    expect(Object.keys(env)).not.toContain("CLAUDECODE");
    expect(env.PATH).toBe("/usr/local/bin:/usr/bin:/bin");
  });

  it("leaves timers twenty minutes, and a run that was started fifteen", () => {
    const { home } = homeDue(19);
    event(home, "SessionStart");
    expect(isOverdue(home, Date.now())).toBe(false);
    const late = homeDue(30);
    event(late.home, "SessionStart");
    expect(isOverdue(late.home, Date.now() + 14 * MINUTE_MS)).toBe(false);
    expect(isOverdue(late.home, Date.now() + 16 * MINUTE_MS)).toBe(true);
  });

  it.each(["UserPromptSubmit", "Stop"])("is no other event: %s", (name) => {
    const { home, started } = homeDue(30);
    event(home, name);
    expect(isOverdue(home, Date.now())).toBe(true);
    expect(started()).toEqual([]);
  });

  it("survives a file that is not what we wrote", () => {
    const { home, started } = homeDue(30);
    const path = join(home, "next-run.json");
    for (const text of ["", "{", '{"node":"node","script":"x"}', "[1]"]) {
      writeFileSync(path, text);
      utimesSync(path, 1, 1);
      expect(event(home, "SessionStart").status).toBe(0);
    }
    expect(started()).toEqual([]);
    expect(readdirSync(home)).toContain("audit.jsonl");
  });
});
