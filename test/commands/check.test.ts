import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Printed, runCommand, temporaryFolder } from "../support/io.ts";
import { bash } from "../support/judging.ts";

const RULES = `
[[deny]]
name = "no-rm"
tool = "Bash"
program = "rm"
message = "Ask the user."
[[allow]]
tool = "^Bash$"
expires = "2026-12-01"
[allow.fields]
command = "^git status"
`;

async function check(words: string[], input: string, config = RULES): Promise<Printed> {
  const home = temporaryFolder();
  writeFileSync(join(home, "config.toml"), config, { mode: 0o600 });
  // Chunks end anywhere, also inside a line.
  const stdin = async function* () {
    for (let at = 0; at < input.length; at += 7) yield input.slice(at, at + 7);
  };
  const printed = await runCommand(["check", ...words, "--home", home], home, { stdin });
  expect(existsSync(join(home, "audit.jsonl"))).toBe(false);
  return printed;
}

describe("check --batch", () => {
  it("answers each line with exactly one decision, and goes on after a bad one", async () => {
    const input = [
      JSON.stringify(bash("rm x")),
      "junk",
      "",
      "[]",
      JSON.stringify(bash("git status")),
    ];
    const { code, out } = await check(["--batch"], input.join("\n"));
    expect(code).toBe(0);
    const lines = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines[0]).toEqual({
      decision: "deny",
      tier: "deny",
      rule: "no-rm",
      rule_id: expect.stringMatching(/^[0-9a-f]{12}$/),
      reason: "Blocked by claude-permit (no-rm). Ask the user.",
      near_misses: [],
      not_understood: [],
    });
    expect(lines.map((line) => line.decision)).toEqual(["deny", "error", "error", "allow"]);
    for (const line of lines) expect(Object.keys(line)).toEqual(Object.keys(lines[0]));
  });

  it("says what was not understood", async () => {
    const { out } = await check(["--batch"], JSON.stringify(bash("git status | $PAGER")));
    expect(JSON.parse(out)).toMatchObject({
      decision: "passthrough",
      reason: "not_understood",
      not_understood: ["the program is not a fixed word"],
    });
  });

  it("judges as the hook does under a broken configuration, and says so", async () => {
    const { out, err } = await check(["--batch"], JSON.stringify(bash("git status")), "[[deny]");
    expect(JSON.parse(out).reason).toBe("broken_policy");
    expect(err).toMatch(/^config\.toml:1: /);
  });
});

describe("check", () => {
  it("takes one payload, over several lines too, and speaks to people", async () => {
    const { out } = await check([], JSON.stringify(bash("rm x"), null, 2));
    expect(out).toBe(
      "deny, by the deny rule no-rm\n  Blocked by claude-permit (no-rm). Ask the user.\n",
    );
  });

  it("decides as of another moment", async () => {
    const payload = JSON.stringify(bash("git status"));
    const later = await check(["--json", "--as-of", "2026-12-01"], payload);
    expect(JSON.parse(later.out).decision).toBe("passthrough");
  });

  it.each([
    ["git status", "allow, by the allow rule 0\n  claude-permit: allow rule 0\n"],
    ["ls", "no opinion: no rule fits\n"],
    [
      "git status; eval ls",
      "no opinion: no rule allows what is not understood\n  eval changes or evaluates what follows\n",
    ],
  ])("says in words what would become of %s", async (command, words) => {
    expect((await check([], JSON.stringify(bash(command)))).out).toBe(words);
  });

  it.each([
    ["hello", "not JSON"],
    ["[]", "not a JSON object"],
    ["{}", "no tool_name"],
  ])("refuses %s, and shows a payload", async (input, problem) => {
    const { code, err } = await check([], input);
    expect([code, err]).toEqual([
      3,
      `Standard input is no hook payload: ${problem}. ` +
        'Write {"tool_name":"Bash","tool_input":{"command":"git status"}}\n',
    ]);
  });

  it("needs a payload", async () => {
    const { code, err } = await check([], " \n");
    expect([code, err]).toEqual([
      3,
      "Nothing on standard input. Pipe a hook payload in, or use --batch.\n",
    ]);
  });
});
