import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readCommandConfig } from "../../src/files/read-config.ts";
import { type Printed, runCommand, temporaryFolder } from "../support/io.ts";

const ROOT = join(import.meta.dirname, "../..");
const BIN = join(ROOT, "dist/bin.cjs");
const STARTER = readFileSync(join(ROOT, "src/policy/starter.toml"), "utf8");

interface Place {
  readonly account: string;
  readonly home: string;
  readonly config: string;
  readonly settings: string;
  run(...words: string[]): Promise<Printed>;
}

function place(): Place {
  const account = temporaryFolder();
  const home = join(account, ".claude/claude-permit");
  const config = join(home, "config.toml");
  const settings = join(account, ".claude/settings.json");
  return { account, home, config, settings, run: (...words) => runCommand(words, account) };
}

/** What the hook that the settings register says about a command; `silence` for no opinion. */
function decided({ settings, account }: Place, command: string): string {
  const { hooks } = JSON.parse(readFileSync(settings, "utf8"));
  const [{ hooks: handlers }] = hooks.PreToolUse;
  const ran = spawnSync(handlers[0].command, handlers[0].args, {
    input: JSON.stringify({
      session_id: "s",
      cwd: account,
      hook_event_name: "PreToolUse",
      tool_name: "Bash",
      tool_input: { command },
    }),
    env: { PATH: process.env["PATH"] ?? "" },
    encoding: "utf8",
  });
  expect({ status: ran.status, stderr: ran.stderr }).toEqual({ status: 0, stderr: "" });
  if (ran.stdout === "") return "silence";
  return JSON.parse(ran.stdout).hookSpecificOutput.permissionDecision;
}

describe("init --yes", () => {
  it("makes a guard that works in one call", async () => {
    const at = place();
    expect(await at.run("init", "--yes")).toMatchObject({ code: 0, err: "" });
    expect(readFileSync(at.config, "utf8")).toBe(STARTER);
    expect(statSync(at.home).mode & 0o777).toBe(0o700);
    expect(statSync(at.config).mode & 0o777).toBe(0o600);
    const commands = ["cat ~/.ssh/id_rsa", "git reset --hard", "git status && ls", "frobnicate"];
    expect(commands.map((command) => decided(at, command))).toEqual([
      "deny",
      "ask",
      "allow",
      "silence",
    ]);
    // Examples are tried in the account's home, and below /tmp the starter grants more.
    const validate = ["config", "validate", "--home", at.home];
    const { out } = await runCommand(validate, at.account, { accountHome: "/home/ana" });
    expect(out).toMatch(/● OK .* no warnings/);
    expect(await at.run("status")).toMatchObject({
      code: 0,
      out: expect.stringContaining("35 allow"),
    });
  });

  it("tells on one short screen what it wrote and what to try", async () => {
    const at = place();
    expect((await at.run("init", "--yes")).out).toBe(`
 The guard is set: new sessions of Claude Code are decided on and recorded.

 policy    ~/.claude/claude-permit/config.toml
           75 rules: 13 deny, 23 ask, 35 allow, 4 never learned
 hooks     12 added to ~/.claude/settings.json
 log       ~/.claude/claude-permit/audit.jsonl, one line for each call

 NEXT
   claude-permit explain 'git push --force'  what would become of it?
   claude-permit config validate             is the file right?
   claude-permit status                      is it working?
   claude-permit uninstall                   undo
`);
  });

  it("says the same as JSON", async () => {
    const at = place();
    expect(JSON.parse((await at.run("init", "--dry-run", "--json")).out)).toMatchObject({
      would_write: true,
      rules: { deny: 13, ask: 23, allow: 35, deny_promote: 4 },
    });
    expect(JSON.parse((await at.run("init", "--yes", "--json")).out)).toMatchObject({
      home: at.home,
      config: at.config,
      written: true,
      settings: at.settings,
      changed: true,
      created: [at.home, at.config],
    });
  });

  it("takes the place of what install wrote, of nothing and of an empty file", async () => {
    for (const begin of ["install", "folder", "empty"] as const) {
      const at = place();
      if (begin === "install") await at.run("install");
      else mkdirSync(at.home, { recursive: true, mode: 0o700 });
      if (begin === "empty") writeFileSync(at.config, "\n", { mode: 0o600 });
      expect((await at.run("init", "--yes")).code).toBe(0);
      expect(readFileSync(at.config, "utf8")).toBe(STARTER);
    }
  });

  it("run twice says that all is there and changes no byte", async () => {
    const at = place();
    await at.run("init", "--yes");
    const before = [at.config, at.settings].map((path) => readFileSync(path, "utf8"));
    const { code, out } = await at.run("init", "--yes");
    expect(code).toBe(0);
    expect(out).toContain("holds the starter policy already: left as it is");
    expect(out).toContain("12 in ~/.claude/settings.json, nothing to change");
    expect([at.config, at.settings].map((path) => readFileSync(path, "utf8"))).toEqual(before);
  });

  it.each([
    ["rules", "[[deny]]\ntool = 'Bash'\n"],
    ["the starter policy with a change", `${STARTER}\nallow_noninteractive = true\n`],
    ["a mistake", "[[deny]"],
    ["a note", "# mine\n"],
  ])("overwrites no file that holds %s, and touches nothing", async (_, text) => {
    const at = place();
    mkdirSync(at.home, { recursive: true, mode: 0o700 });
    writeFileSync(at.config, text, { mode: 0o600 });
    const { code, err } = await at.run("init", "--yes");
    expect(code).toBe(3);
    expect(err).toContain("claude-permit config validate");
    expect(err).toContain(`mv ${at.config} ${at.config}.mine`);
    expect(readFileSync(at.config, "utf8")).toBe(text);
    expect(existsSync(at.settings)).toBe(false);
  });

  it("writes nothing where the settings cannot be changed", async () => {
    const at = place();
    mkdirSync(join(at.account, ".claude"));
    writeFileSync(at.settings, "{,");
    expect((await at.run("init", "--yes")).code).toBe(3);
    expect(existsSync(at.home)).toBe(false);
  });

  it("obeys the guard: no agent, and no script once something is guarded", async () => {
    const at = place();
    const words = ["init", "--yes"];
    const agent = await runCommand(words, at.account, { env: { CLAUDECODE: "1" } });
    expect(agent).toMatchObject({ code: 3, err: expect.stringContaining("an agent may not") });
    const script = { stdinIsTerminal: false };
    expect((await runCommand(words, at.account, script)).code).toBe(0);
    expect((await runCommand(words, at.account, script)).err).toContain("not a terminal");
  });
});

describe("init", () => {
  it("without --yes says in one sentence what it will do, and does nothing", async () => {
    const at = place();
    const { code, err } = await at.run("init");
    expect(code).toBe(3);
    expect(err).toMatch(/^The questions of init are still to come; .*init --yes.*\.\n$/);
    expect(readdirSync(at.account)).toEqual([]);
  });

  it("shows what it would write, and writes nothing", async () => {
    const at = place();
    const { code, out } = await at.run("init", "--dry-run");
    expect(code).toBe(0);
    expect(out.startsWith(STARTER)).toBe(true);
    expect(out).toContain(`would write ${at.config}: 75 rules`);
    expect(out).toContain('+        "hooks": [\n');
    expect(readdirSync(at.account)).toEqual([]);
  });
});

describe("the two files to begin with", () => {
  it("show the same settings, and they load", async () => {
    const at = place();
    await at.run("install");
    const settings = (text: string): string => text.slice(text.indexOf("# ══ reports"));
    expect(settings(readFileSync(at.config, "utf8"))).toBe(settings(STARTER));
    const [title = "", , ...shown] = settings(STARTER).split("\n");
    expect(title).toMatch(/^# ══ reports/);
    const live = shown.filter((line) => /^# (?:\[|\w+ = )/.test(line));
    writeFileSync(at.config, live.map((line) => line.slice(2)).join("\n"));
    expect(readCommandConfig(at.config)).toMatchObject({ job: [{}], channel: [{}] });
  });

  it("are part of the package", () => {
    const npm = spawnSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
      cwd: ROOT,
      encoding: "utf8",
    });
    const [{ files }] = JSON.parse(npm.stdout);
    expect(files.map(({ path }: { path: string }) => path)).toContain("dist/policy/starter.toml");
    expect(readFileSync(join(ROOT, "dist/policy/starter.toml"), "utf8")).toBe(STARTER);
  });

  it("are found by the program as it is built", () => {
    const folder = temporaryFolder();
    const flags = ["--home", join(folder, "home"), "--settings", join(folder, "settings.json")];
    const words = [BIN, "init", "--yes", ...flags];
    const ran = spawnSync(process.execPath, words, { encoding: "utf8" });
    expect(ran).toMatchObject({ status: 0, stderr: "" });
    expect(readFileSync(join(folder, "home/config.toml"), "utf8")).toBe(STARTER);
  });
});
