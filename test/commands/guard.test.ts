import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type GuardFacts, guardRefusal } from "../../src/commands/guard.ts";
import { runCommand, temporaryFolder } from "../support/io.ts";

const person: GuardFacts = {
  agent: undefined,
  terminal: true,
  guarding: true,
  allowNoninteractive: false,
  exempt: false,
};

describe("who may change the guard", () => {
  it.each<[string, Partial<GuardFacts>, boolean]>([
    ["a person at a terminal", {}, true],
    ["a script", { terminal: false }, false],
    ["a script, where config.toml allows it", { terminal: false, allowNoninteractive: true }, true],
    ["a script, where nothing is guarded yet", { terminal: false, guarding: false }, true],
    ["an agent", { agent: "x" }, false],
    ["an agent, whatever config.toml allows", { agent: "x", allowNoninteractive: true }, false],
    ["an agent, where nothing is guarded yet", { agent: "x", guarding: false }, false],
    ["an agent, in a place that guards nobody", { agent: "x", exempt: true }, true],
    ["a script, in a place that guards nobody", { terminal: false, exempt: true }, true],
  ])("%s", (_, facts, may) => {
    expect(guardRefusal("install", { ...person, ...facts }) === undefined).toBe(may);
  });
});

describe("the guard of a real command line", () => {
  const agent = { env: { CLAUDECODE: "1" } };

  it("refuses an agent in the account's own settings", async () => {
    const account = temporaryFolder();
    const { code, err } = await runCommand(["install"], account, agent);
    expect(code).toBe(3);
    expect(err).toContain("an agent may not: CLAUDECODE is set");
  });

  it("refuses an agent a home under ~/.claude even with other settings", async () => {
    const account = temporaryFolder();
    const words = ["install", "--settings", join(account, "s.json")];
    expect((await runCommand(words, account, agent)).code).toBe(3);
  });

  it("refuses an agent the removal of a home that the user's settings register", async () => {
    const account = temporaryFolder();
    const home = join(account, "elsewhere");
    expect((await runCommand(["install", "--home", home], account)).code).toBe(0);
    const settings = join(account, "s.json");
    const words = ["uninstall", "--purge", "--home", home, "--settings", settings];
    expect((await runCommand(words, account, agent)).code).toBe(3);
  });

  it("refuses an agent to move registered settings to another home", async () => {
    const account = temporaryFolder();
    const settings = join(account, "s.json");
    const install = (home: string): string[] => {
      return ["install", "--settings", settings, "--home", join(account, home)];
    };
    expect((await runCommand(install("mine"), account)).code).toBe(0);
    expect((await runCommand(install("mine"), account, agent)).code).toBe(0);
    expect((await runCommand(install("other"), account, agent)).code).toBe(3);
  });

  it("refuses an agent that hides a moved settings folder from us", async () => {
    const account = temporaryFolder();
    const folder = join(account, "config");
    mkdirSync(folder);
    const env = { CLAUDE_CONFIG_DIR: folder };
    expect((await runCommand(["install"], account, { env })).code).toBe(0);
    const settings = join(account, "s.json");
    const words = ["uninstall", "--home", join(folder, "claude-permit"), "--settings", settings];
    expect((await runCommand(words, account, agent)).code).toBe(3);
  });

  it("lets a script install once, and change it only if config.toml says so", async () => {
    const account = temporaryFolder();
    const script = { stdinIsTerminal: false };
    expect((await runCommand(["install"], account, script)).code).toBe(0);
    const refused = await runCommand(["uninstall"], account, script);
    expect(refused.err).toContain("allow_noninteractive = true");
    const elsewhere = ["uninstall", "--home", join(account, "none")];
    expect((await runCommand(elsewhere, account, script)).code).toBe(3);
    const config = join(account, ".claude/claude-permit/config.toml");
    writeFileSync(config, `${readFileSync(config, "utf8")}\nallow_noninteractive = true\n`);
    expect((await runCommand(["uninstall"], account, script)).code).toBe(0);
  });

  it("lets anyone look at what a change would be", async () => {
    const account = temporaryFolder();
    expect((await runCommand(["install"], account)).code).toBe(0);
    const settings = join(account, ".claude/settings.json");
    const before = readFileSync(settings, "utf8");
    const looked = await runCommand(["uninstall", "--dry-run"], account, agent);
    expect(looked.code).toBe(0);
    expect(readFileSync(settings, "utf8")).toBe(before);
  });
});
