import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  claudeAncestor,
  isClaudeCode,
  type LookUp,
  type Process,
  processLookUp,
} from "../../src/claude/ancestors.ts";

describe("a command line of Claude Code", () => {
  it.each([
    ["claude"],
    ["/home/ana/.local/bin/claude --resume"],
    ["C:\\Users\\ana\\claude.exe"],
    ["node /usr/lib/node_modules/@anthropic-ai/claude-code/cli.js -p hello"],
    ["/usr/bin/node --max-old-space-size=4096 /usr/local/bin/claude"],
  ])("is %s", (line) => {
    expect(isClaudeCode(line.split(" "))).toBe(true);
  });

  it.each([
    ["vim claude.md"],
    ["claude-permit install"],
    ["/usr/bin/node /opt/claude-permit/dist/bin.cjs install"],
    ["bash /home/claude/start.sh"],
    [""],
  ])("is not %s", (line) => {
    expect(isClaudeCode(line.split(" "))).toBe(false);
  });
});

describe("the ancestors of a process", () => {
  const table = (rows: readonly Process[]): LookUp => {
    return (pid) => rows.find((row) => row.pid === pid);
  };
  const sh = (pid: number, parent: number): Process => ({ pid, parent, words: ["sh"] });
  const claude = { pid: 7, parent: 1, words: ["claude"] };

  it("hold Claude Code several steps up", () => {
    expect(claudeAncestor(9, table([sh(9, 8), sh(8, 7), claude, sh(1, 0)]))?.pid).toBe(7);
  });

  it("do not hold the process itself", () => {
    expect(claudeAncestor(7, table([claude, sh(1, 0)]))).toBeUndefined();
  });

  it("end where a process cannot be seen, and where ids loop", () => {
    expect(claudeAncestor(9, table([sh(9, 8)]))).toBeUndefined();
    expect(claudeAncestor(9, table([sh(9, 8), sh(8, 9)]))).toBeUndefined();
  });

  it.skipIf(!existsSync("/proc/self/stat"))("are found among real processes", async () => {
    const child = spawn("bash", ["-c", "exec -a claude bash -c 'sleep 20 & echo $!; wait'"], {
      stdio: ["ignore", "pipe", "ignore"],
      detached: true,
    });
    try {
      const sleeper = await new Promise<number>((resolve) => {
        child.stdout.once("data", (chunk) => resolve(Number(String(chunk))));
      });
      expect(claudeAncestor(sleeper, processLookUp())?.pid).toBe(child.pid);
    } finally {
      if (child.pid !== undefined) process.kill(-child.pid);
    }
  });
});
