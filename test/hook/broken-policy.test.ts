import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../support/io.ts";

const BIN = join(import.meta.dirname, "../../dist/bin.cjs");
const IS_ROOT = process.getuid?.() === 0;
const CONFIG = `
[[deny]]
name = "no-rm"
tool = "^Bash$"
program = "rm"
flags = ["r"]
[[ask]]
name = "ask-push"
tool = "^Bash$"
program = "git"
subcommand = "push"
[[allow]]
name = "git-read"
tool = "^Bash$"
program = "git"
subcommand = "status"
`;
const LEARNED = '[[allow]]\nname = "make"\ntool = "^Bash$"\n[allow.fields]\ncommand = "^make$"\n';
const PROJECT = '[[deny]]\nname = "no-npm"\ntool = "^Bash$"\nprogram = "npm"\n';

interface Place {
  readonly home: string;
  readonly config: string;
  readonly learned: string;
  readonly project: string;
  /** deny, ask, allow, or silence. */
  decide(command: string): string;
  status(): { readonly code: number | null; readonly out: string };
  states(): string[];
}

/** A guard with a rule of each kind, a learned one and one of the project, in force. */
function place(): Place {
  const folder = temporaryFolder();
  const home = join(folder, "home");
  const shop = join(folder, "shop");
  const settings = join(folder, "settings.json");
  const [config, learned] = [join(home, "config.toml"), join(home, "auto-rules.toml")];
  const project = join(shop, ".claude/claude-permit.toml");
  mkdirSync(home, { mode: 0o700 });
  mkdirSync(join(shop, ".claude"), { recursive: true });
  writeFileSync(config, CONFIG, { mode: 0o600 });
  writeFileSync(learned, LEARNED, { mode: 0o600 });
  writeFileSync(project, PROJECT);
  const ran = (words: readonly string[], input = "") =>
    spawnSync(process.execPath, [BIN, ...words, "--home", home], {
      cwd: shop,
      env: { PATH: process.env["PATH"] ?? "", CLAUDE_PROJECT_DIR: shop },
      encoding: "utf8",
      input,
    });
  const at: Place = {
    home,
    config,
    learned,
    project,
    decide: (command) => {
      const call = { hook_event_name: "PreToolUse", tool_name: "Bash", tool_input: { command } };
      const { status, stdout } = ran(
        ["hook"],
        JSON.stringify({ session_id: "s", cwd: shop, ...call }),
      );
      expect(status).toBe(0);
      return /"permissionDecision":"(\w+)"/.exec(stdout)?.[1] ?? "silence";
    },
    status: () => {
      const { status, stdout } = ran(["status", "--settings", settings]);
      return { code: status, out: stdout.replace(/\s+/g, " ") };
    },
    states: () =>
      readFileSync(join(home, "audit.jsonl"), "utf8")
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line).policy_state),
  };
  expect(ran(["install", "--settings", settings]).status).toBe(0);
  // Once seen by the hook is once in force.
  expect(at.decide("make")).toBe("allow");
  return at;
}

const TRIED = ["rm -r x", "git push", "npm test", "git status", "make"];

/** Another text in the same file, which keeps its rights. */
const says = (file: "config" | "learned" | "project", text: string) => (at: Place) =>
  writeFileSync(at[file], text);

describe("a broken configuration", () => {
  it.each<[string, (at: Place) => void, string]>([
    ["a syntax error", says("config", `${CONFIG}\n[[deny]`), "config.toml:18: "],
    ["a mistake in a rule", says("config", `${CONFIG}x = 1\n`), "config.toml:17: allow[0].x"],
    ["a name nobody knows", says("config", `[[denny]]\n${CONFIG}`), "config.toml:1: denny"],
    [
      "an expression that does not compile",
      says("config", `${CONFIG}fields = { command = '(?=x)' }\n`),
      "config.toml:17: allow[0].fields.command",
    ],
    [
      "learned rules that are broken",
      says("learned", `${LEARNED}x = 1\n`),
      "auto-rules.toml:6: allow[0].fields.x",
    ],
    [
      "a project's file that is broken",
      says("project", `${PROJECT}[[allow]]\ntool = "x"\n`),
      "claude-permit.toml:5: allow: a project's file may only tighten",
    ],
    [
      "a file that others can write",
      (at) => chmodSync(at.config, 0o666),
      "config.toml can be written by others. Close it with chmod 600.",
    ],
  ])("%s grants nothing; what holds back goes on holding, and status is red", (_, spoil, words) => {
    expectHeld(spoil, words);
  });

  it.skipIf(!IS_ROOT)("so does a file of another account (only root can give one away)", () => {
    const words = "config.toml belongs to another account. Take it back with chown.";
    expectHeld((at) => chownSync(at.config, 65534, 65534), words);
  });

  it.skipIf(IS_ROOT)("so does a file that cannot be read (root reads every file)", () => {
    expectHeld((at) => chmodSync(at.config, 0), "permission denied");
  });

  it("is the built-in denials alone where no good policy is known any more", () => {
    const at = place();
    for (const name of ["policies", "cache"]) rmSync(join(at.home, name), { recursive: true });
    for (const file of [at.config, at.project]) writeFileSync(file, "[[deny]");
    expect(TRIED.map(at.decide)).toEqual(TRIED.map(() => "silence"));
    expect(at.decide(`rm -r ${at.home}`)).toBe("deny");
    expect(at.status()).toMatchObject({
      code: 1,
      out: expect.stringContaining("no good deny and ask rules are known"),
    });
  });

  it("says so too where what held before is removed later", () => {
    const at = place();
    writeFileSync(at.config, "[[deny]");
    expect(at.status().out).toContain("the last good rules hold, 2 deny and 1 ask");
    rmSync(join(at.home, "policies"), { recursive: true });
    rmSync(at.project);
    expect(at.status().out).toContain("no good deny and ask rules are known");
  });

  it("in a channel is told, and no decision changes", () => {
    const at = place();
    writeFileSync(at.config, `${CONFIG}[[channel]]\nname = 7\n`);
    expect(TRIED.map(at.decide)).toEqual(["deny", "ask", "deny", "allow", "allow"]);
    expect(new Set(at.states())).toEqual(new Set(["current"]));
    const { code, out } = at.status();
    expect(code).toBe(0);
    expect(out).toContain("◆ policy config.toml:17: channel[0].type");
  });
});

describe("status", () => {
  it("does not fall over a damaged cache", () => {
    const at = place();
    writeFileSync(join(at.home, "cache/config-check.json"), "{");
    expect(at.status()).toMatchObject({
      code: 0,
      out: expect.stringContaining("● policy 5 rules"),
    });
  });
});

function expectHeld(spoil: (at: Place) => void, words: string): void {
  const at = place();
  spoil(at);
  expect(TRIED.map(at.decide)).toEqual(["deny", "ask", "deny", "silence", "silence"]);
  expect(at.decide(`rm -r ${at.home}`)).toBe("deny");
  expect(new Set(at.states().slice(1))).toEqual(new Set(["last_good"]));
  const { code, out } = at.status();
  expect(code).toBe(1);
  expect(out).toContain("■ policy ");
  expect(out).toContain(words);
  expect(out.split(words)).toHaveLength(2);
  expect(out).toContain("the last good rules hold, 2 deny and 1 ask; none allows → claude-permit");
}
