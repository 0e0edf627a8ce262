import { describe, expect, it } from "vitest";
import { bash, entryOn, payload, policyOf, type Tables } from "../../support/judging.ts";

const RULES: Tables = {
  allow: [
    { name: "node-test", tool: "^Bash$", program: "npm", subcommand: ["test", "run"] },
    {
      name: "git-read",
      tool: "^Bash$",
      fields: { command: "^git (status|log|diff|show)\\b" },
      exclude: { command: "--output|--ext-diff" },
    },
    { name: "git-commit", tool: "^Bash$", fields: { command: "^git commit -m [^;]+$" } },
    { name: "list", tool: "^Bash$", program: "ls", flags: ["l", "a"] },
    { name: "cargo", tool: "^Bash$", fields: { command: "^cargo (build|test)( |$)" } },
    { name: "deploy", tool: "^Bash$", fields: { command: "^acme-tool deploy staging$" } },
    { name: "old", tool: "^Bash$", program: "uname", expires: "2026-01-01" },
    { name: "make-app", tool: "^Bash$", program: "make", cwd: "/home/ana/app" },
    { name: "local", tool: "^Bash$", program: "curl", host: ["localhost"] },
    { name: "echo", tool: "^Bash$", program: "echo" },
    { name: "scratch", tool: "^Bash$", writes: ["/tmp/**"] },
    { name: "edit-src", tool: "^Edit$", writes: ["./src/**"] },
    { name: "docs", tool: "^WebFetch$", host: ["docs.rs"] },
    { name: "ask-github", tool: "^WebFetch$", fields: { url: "^https://api\\.github\\.com/" } },
    { name: "linear", tool: "^mcp__linear__get_issue$" },
    { name: "explore", tool: "^Agent$", fields: { subagent_type: "^(Explore|Plan)$" } },
  ],
};

/** `rule: clause (found)`, nearest first. */
async function misses(value: unknown, tables: Tables = RULES): Promise<readonly string[]> {
  const entry = await entryOn(value, tables);
  return (entry.near_misses ?? []).map(
    ({ rule, clause, found }) => `${rule}: ${clause} (${found})`,
  );
}

function call(tool_name: string, tool_input: Record<string, unknown>): Record<string, unknown> {
  return payload({ tool_name, tool_input });
}

describe("a near miss of a shell line", () => {
  it.each([
    ["pnpm test", ["node-test: program (pnpm)"]],
    ["npm publish", ["node-test: subcommand (publish)"]],
    [
      "git log --output=x",
      [
        "git-read: exclude.command (git log --output=x)",
        "git-commit: fields.command (git log --output=x)",
      ],
    ],
    [
      "git stash list",
      ["git-read: fields.command (git stash list)", "git-commit: fields.command (git stash list)"],
    ],
    ["ls -R", ["list: flags (-R)"]],
    ["cargo run", ["cargo: fields.command (cargo run)"]],
    ["acme-tool deploy prod", ["deploy: fields.command (acme-tool deploy prod)"]],
    ["uname -a", ["old: expires (2026-11-20T10:00:00.000Z)"]],
    ["make test", ["make-app: cwd (/home/ana/shop)"]],
    ["curl https://example.com/x", ["local: host (https://example.com/x)"]],
    [
      "echo hi > notes.md",
      ["echo: writes (/home/ana/shop/notes.md)", "scratch: writes (/home/ana/shop/notes.md)"],
    ],
    ["git status && cargo run", ["cargo: fields.command (cargo run)"]],
    ["rm src/a.ts", []],
    ["terraform plan", []],
    ["python3 x.py", []],
  ])("%s", async (command, expected) => {
    expect(await misses(bash(command))).toEqual(expected);
  });

  it("names what was not understood where that alone stands in the way", async () => {
    expect(await misses(bash("git diff --unheard-of"))).toEqual([
      expect.stringMatching(/^git-read: understood \(/),
    ]);
    expect(await misses(bash("git status; cargo run 'x"))).toEqual([
      expect.stringMatching(/^git-read: understood \(/),
    ]);
  });
});

describe("a near miss of another tool", () => {
  it.each([
    [
      "Edit",
      { file_path: "/home/ana/shop/test/src/a.ts" },
      ["edit-src: writes (/home/ana/shop/test/src/a.ts)"],
    ],
    ["Write", { file_path: "src/a.ts", content: "x" }, ["edit-src: tool (Write)"]],
    [
      "WebFetch",
      { url: "https://github.com/x" },
      ["ask-github: fields.url (https://github.com/x)"],
    ],
    ["WebFetch", { url: "https://example.com/" }, []],
    ["Agent", { subagent_type: "coder", prompt: "x" }, ["explore: fields.subagent_type (coder)"]],
    ["Read", { file_path: "/etc/hosts" }, []],
    ["mcp__x__y", { path: "src/a" }, []],
    ["mcp__linear__create_issue", { title: "x" }, ["linear: tool (mcp__linear__create_issue)"]],
  ])("%s %j", async (tool, input, expected) => {
    expect(await misses(call(tool, input))).toEqual(expected);
  });
});

describe("near misses", () => {
  it("are three at most, those by one word first, and a rule stands there once", async () => {
    const rule = (name: string, command: string) => ({ name, tool: "^Bash$", fields: { command } });
    const tables: Tables = {
      allow: [
        rule("a", "^git commit"),
        rule("b", "^git fetch"),
        rule("c", "^npm run lint"),
        rule("d", "^git push origin dev"),
      ],
    };
    const found = await misses(bash("git push origin main && git push origin x"), tables);
    expect(found.map((each) => each[0])).toEqual(["d", "a", "b"]);
  });

  it("are the same whether string tests tell or the engine", async () => {
    const rule = (command: string): Tables => ({
      allow: [{ tool: "^Bash$", fields: { command } }],
    });
    const byText = await misses(bash("git push --force"), rule("^git push -u$"));
    const byEngine = await misses(bash("git push --force"), rule("^git push -u[ ]?$"));
    expect(byText).toEqual(["0: fields.command (git push --force)"]);
    expect(byEngine).toEqual(byText);
  });

  it("are looked for on no opinion of ours only, and under a good policy", async () => {
    expect(await misses(bash("git log"))).toEqual([]);
    const deny = { ...RULES, deny: [{ tool: "^Bash$", program: "cargo" }] };
    expect((await entryOn(bash("cargo run"), deny)).near_misses).toBeUndefined();
    const policy = await policyOf(RULES, { state: "last_good" });
    expect((await entryOn(bash("cargo run"), {}, { policy })).near_misses).toEqual([]);
    expect(await misses(call("AskUserQuestion", {}))).toEqual([]);
  });

  it("end where time is up, and the call stays without an opinion", async () => {
    const policy = await policyOf(RULES);
    let asked = 0;
    const overdue = (): boolean => {
      asked += 1;
      return asked > 32;
    };
    const entry = await entryOn(bash("cargo run"), {}, { policy, overdue });
    expect(entry.decision).toBe("passthrough");
  });

  it("hold no secret and no more than 200 characters of what was found", async () => {
    const key = `ghp_${"a1B2".repeat(9)}`;
    const hostile = `acme-tool deploy prod "--token=${key}" 'pass word=hunter2hunter2' ${"'<b>x' ".repeat(90)}`;
    const entry = await entryOn(bash(hostile), RULES);
    const text = JSON.stringify(entry.near_misses);
    expect(entry.near_misses?.[0]?.rule).toBe("deploy");
    expect(text).not.toContain("ghp_");
    expect((entry.near_misses?.[0]?.found ?? "").length).toBeLessThanOrEqual(200);
  });

  it("mask a secret whose quotes a clause does not see", async () => {
    const entry = await entryOn(bash(`acme-tool deploy prod PGPASSWORD="hunter two" x`), RULES);
    expect(entry.subject).not.toContain("hunter");
    expect(entry.near_misses?.[0]?.found).toContain("acme-tool deploy prod");
    expect(JSON.stringify(entry.near_misses)).not.toContain("hunter");
    expect(JSON.stringify(entry.near_misses)).not.toContain("two");
  });
});
