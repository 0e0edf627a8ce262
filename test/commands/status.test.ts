import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Printed, runCommand, temporaryFolder } from "../support/io.ts";

interface Place {
  readonly account: string;
  readonly home: string;
  run(...words: string[]): Promise<Printed>;
}

function place(): Place {
  const account = temporaryFolder();
  const home = join(account, ".claude/claude-permit");
  return { account, home, run: (...words) => runCommand(words, account) };
}

function line(timestamp: string, source?: string): string {
  return `${JSON.stringify({ timestamp, event: "PreToolUse", source })}\n`;
}

function write(path: string, text: string): void {
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, text, { mode: 0o600 });
}

describe("status", () => {
  it("is red before install, answers 1 and makes nothing", async () => {
    const at = place();
    const { code, out } = await at.run("status");
    expect(code).toBe(1);
    expect(out).toContain("■ hooks          0 of 12 in ~/.claude/settings.json");
    expect(existsSync(join(at.account, ".claude"))).toBe(false);
  });

  it("tries the registered hook where it is asked to", async () => {
    const at = place();
    await at.run("install");
    expect((await at.run("status", "--deep")).out).toMatch(/canary +answered in \d+ ms, with an/);
    rmSync(join(at.home, "audit.jsonl"));
    symlinkSync("/nowhere", join(at.home, "audit.jsonl"));
    const { code, out } = await at.run("status", "--deep");
    expect(code).toBe(1);
    expect(out).toContain("■ canary         failed: of a trial call no entry can be read");
  });

  it("is fine after install", async () => {
    const at = place();
    await at.run("install");
    const { code, out } = await at.run("status");
    expect(code).toBe(0);
    expect(out).toContain("Ready. No live session has been seen yet.");
  });

  it("finds the last live entry and the last canary, whatever stands around them", async () => {
    const at = place();
    const old = line("2026-11-21T12:00:00.000Z");
    const canary = line("2026-11-22T11:58:00.000Z", "canary");
    const replayed = line("2026-11-22T11:59:00.000Z", "replay");
    write(join(at.home, "audit.jsonl"), `${old}${canary}${replayed}not json\n{"timestamp":"torn`);
    const { out } = await at.run("status");
    expect(out).toContain("live calls     last one 1 day ago");
    expect(out).toContain("canary         last one 2 minutes ago");
  });

  it("counts what the warehouse has not loaded", async () => {
    const at = place();
    const first = line("2026-11-22T11:00:00.000Z");
    write(join(at.home, "audit.jsonl"), first + line("2026-11-22T11:01:00.000Z").repeat(30_000));
    write(join(at.home, "warehouse.duckdb"), "x");
    const log_key = createHash("sha256").update(first.trimEnd()).digest("hex");
    const segment = { log_key, file: "audit.jsonl", to: first.length, total_lines: 1 };
    write(join(at.home, "history/segments.jsonl"), `${JSON.stringify(segment)}\n`);
    expect((await at.run("status")).out).toMatch(/warehouse {6}\d\.\d MB behind/);
    const size = readFileSync(join(at.home, "audit.jsonl")).length;
    const later = { log_key, file: "audit.jsonl", to: size, total_lines: 30_001 };
    write(join(at.home, "history/segments.jsonl"), `${JSON.stringify(later)}\n`);
    expect((await at.run("status")).out).toContain("up to date, 30,001 lines");
    // Set aside it is still the same log, and the last call stands in it.
    renameSync(join(at.home, "audit.jsonl"), join(at.home, "audit-2026-11.jsonl"));
    const rotated = (await at.run("status")).out;
    expect(rotated).toContain("up to date, 30,001 lines");
    expect(rotated).toContain("live calls     last one 59 minutes ago");
  });

  it("says again what is wrong with config.toml only as long as it is", async () => {
    const at = place();
    await at.run("install");
    const config = join(at.home, "config.toml");
    write(config, "[[deny]]\nname = 'x'\n");
    for (const _ of [1, 2]) {
      const { code, out } = await at.run("status");
      expect({ code, out }).toMatchObject({
        code: 1,
        out: expect.stringContaining("deny[0].tool"),
      });
    }
    write(config, "[[deny]]\nname = 'x'\ntool = 'Bash'\n");
    expect((await at.run("status")).out).toContain("1 rule, 0 allow, 0 ask, 1 deny");
  });

  it("is red where the hook cannot use a rule", async () => {
    const at = place();
    await at.run("install");
    write(join(at.home, "config.toml"), "[[deny]]\ntool = '(?=x)'\n");
    const { code, out } = await at.run("status");
    expect(code).toBe(1);
    expect(out).toContain("■ policy         config.toml:2: deny[0].tool");
  });

  it("is red where the rules of the project that it is run in are broken", async () => {
    const at = place();
    await at.run("install");
    const folder = join(at.account, "shop");
    const file = join(folder, ".claude", "claude-permit.toml");
    write(file, "[[deny]]\nname = 'x'\ntool = 'Bash'\n");
    const status = () => runCommand(["status"], at.account, { cwd: folder });
    expect((await status()).out).toContain("1 rule, 0 allow, 0 ask, 1 deny");
    write(file, "[[allow]]\ntool = 'Bash'\n");
    expect((await status()).out).toContain("claude-permit.toml:1: allow: a project's file");
    rmSync(file);
    symlinkSync(file, file);
    expect((await status()).out).toContain("Replace it.");
    expect((await at.run("status")).out).not.toContain("Replace it.");
  });

  it("tells a job whose line is no command of ours before its time comes", async () => {
    const at = place();
    await at.run("install");
    const job = "[[job]]\nname = 'd'\ncron = '0 7 * * MON'\nrun = 'reprot digest'\n";
    write(join(at.home, "config.toml"), job);
    const { code, out } = await at.run("status");
    expect(code).toBe(0);
    expect(out).toContain('◆ policy         config.toml:4: job[0].run: "reprot" is not a command');
  });

  it("finds a switch in the project's own settings", async () => {
    const at = place();
    await at.run("install");
    write(join(at.account, ".claude/settings.local.json"), '{"disableAllHooks": true}');
    const { code, out } = await at.run("status");
    expect(code).toBe(1);
    expect(out.replace(/\s+/g, " ")).toContain(
      "disableAllHooks is set in ~/.claude/settings.local",
    );
  });

  it("says so when the log is a link", async () => {
    const at = place();
    await at.run("install");
    symlinkSync("/etc/hostname", join(at.home, "audit.jsonl"));
    const { code, out } = await at.run("status");
    expect(code).toBe(1);
    expect(out).toContain("is a link");
  });

  it("prints the same as JSON", async () => {
    const at = place();
    const { code, out } = await at.run("status", "--json");
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      home: at.home,
      level: "red",
      lines: expect.arrayContaining([
        expect.objectContaining({ name: "hooks", level: "red", remedy: "claude-permit install" }),
      ]),
    });
  });
});
