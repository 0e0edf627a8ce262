import { describe, expect, it } from "vitest";
import { bash, decisionOn, payload } from "../../support/judging.ts";

const tables = {
  allow: [
    {
      name: "push",
      tool: "^Bash$",
      program: "git",
      alone: true as const,
      fields: { command: "^git push origin main$" },
    },
    { name: "look", tool: "^Bash$", program: ["ls", "cat", "echo", "head", "cd"] },
    { name: "file", tool: "^mcp__x__open$", alone: true as const, fields: { path: "^a$" } },
  ],
};

describe("a rule that grants a command alone", () => {
  it.each([
    "git push origin main",
    "  git   push origin main  ",
    "git push 'origin' \"main\"",
    "git push origin main 2>&1",
    "git push origin main >/dev/null 2>&1",
    "git push origin main 2> /dev/null",
    "git push origin main # as asked",
    "git push origin main;",
    "/usr/bin/git push origin main",
  ])("grants %j", async (line) => {
    expect(await decisionOn(bash(line), tables)).toBe("allow[push]");
  });

  it.each([
    "git push origin main; ls",
    "git push origin main && git push origin main",
    "git push origin main | cat",
    "git push origin main | head -5",
    "cd src && git push origin main",
    "echo x; git push origin main",
    "git push origin main &",
    "! git push origin main",
    "(git push origin main)",
    "{ git push origin main; }",
    "for i in 1 2; do git push origin main; done",
    "if git push origin main; then ls; fi",
    "FOO=1 git push origin main",
    "timeout 60 git push origin main",
    "bash -c 'git push origin main'",
    "git push origin main > out.txt",
    ">out.txt git push origin main",
    "git >out.txt push origin main",
    "git push origin main < in.txt",
    "git push origin main <<< x",
    "git push origin main <<E\nx\nE",
    "git push origin main 2>&3",
    "git push 'origin main'",
    "git push origin\u00a0main",
    "git push origin $'main'\\ ",
    "git push '' origin main",
    "'git push' origin main",
    "git push origin mai{n,n}",
    "git push origin $(echo main)",
  ])("does not grant %j", async (line) => {
    expect(await decisionOn(bash(line), tables)).not.toMatch(/^allow/);
  });

  it("grants an input without other fields", async () => {
    const open = (input: Record<string, unknown>): Promise<string> =>
      decisionOn(payload({ tool_name: "mcp__x__open", tool_input: input }), tables);
    expect(await open({ path: "a" })).toBe("allow[file]");
    expect(await open({ path: "a", force: true })).not.toMatch(/^allow/);
  });

  it("is asked of grants alone", async () => {
    const deny = [{ ...tables.allow[0], name: "no" }];
    await expect(
      decisionOn(bash("ls"), { deny: deny.map((each) => ({ ...each, tool: "^Bash$" })) }),
    ).rejects.toThrow("only an allow rule");
  });
});
