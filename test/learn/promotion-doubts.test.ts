import { describe, expect, it } from "vitest";
import { type Doubt, type PastCall, promotionDoubt } from "../../src/learn/promotion-doubts.ts";
import type { RuleTable } from "../../src/model/rule.ts";
import { policyOf, type Tables } from "../support/judging.ts";
import { judgedOf, learnedRule, narrowestTable, type ToolCall } from "../support/learned.ts";

interface Case {
  readonly call: string | ToolCall;
  /** Default: the narrowest. */
  readonly table?: RuleTable;
  readonly policy?: Tables;
  readonly past?: readonly PastCall[];
}

async function doubt({ call, table, policy = {}, past = [] }: Case): Promise<Doubt | undefined> {
  const rule = await learnedRule(table ?? (await narrowestTable(call)));
  return promotionDoubt({
    rule,
    judged: await judgedOf(call),
    policy: await policyOf(policy),
    past,
  });
}

function pastLine(command: string, more: Partial<PastCall> = {}): PastCall {
  const call = { tool: "Bash", input: { command }, permissionMode: "default", attended: true };
  const place = { cwd: "/home/ana/shop", projectRoot: "/home/ana/shop" };
  return { entryId: "01X", call, ...place, why: "refused", complete: true, ...more };
}

const bashRule = (more: Partial<RuleTable>): RuleTable => ({ tool: "^Bash$", ...more });

describe("a rule is learned", () => {
  it.each(["git push origin main", "npm test -- test/a.test.ts", "mytool sync"])(
    "from %s where nothing speaks against it",
    async (call) => {
      const policy = {
        deny: [
          bashRule({ program: "rm" }),
          bashRule({ fields: { command: "^git push .*--force" } }),
        ],
        ask: [bashRule({ program: "git", subcommand: "reset" })],
        deny_promote: [bashRule({ program: "terraform" })],
      };
      expect(await doubt({ call, policy, past: [pastLine("rm -rf /")] })).toBeUndefined();
    },
  );
});

describe("a rule is not learned", () => {
  it.each<[string, Case]>([
    [
      "of another call",
      { call: "git push origin main", table: bashRule({ fields: { command: "^git pull$" } }) },
    ],
    [
      "that the policy does not understand",
      { call: "mytool $X", table: bashRule({ program: "mytool" }) },
    ],
    [
      "of a call that the floor denies",
      { call: "claude-permit rules approve x", table: bashRule({ program: "claude-permit" }) },
    ],
    [
      "of a part of the line",
      { call: "mytool a && other", table: bashRule({ program: "mytool" }) },
    ],
  ])("%s", async (_, each) => {
    expect(await doubt(each)).toMatchObject({ kind: "own_call" });
  });

  it.each(["denied", "red", "refused"] as const)("where a call like it was %s", async (why) => {
    const past = [pastLine("ls"), pastLine("git push origin main", { why, entryId: "01Y" })];
    const found = await doubt({ call: "git push origin main", past });
    expect(found).toMatchObject({ kind: "past_call", entryId: "01Y" });
    expect(found?.detail).not.toContain("git");
  });

  it.each([
    "npm test -- test/other.test.ts",
    "npm  test -- 'test/other.test.ts' 2>&1",
    "n'p'm test -- test/other.test.ts",
    "/usr/bin/npm test -- test/other.test.ts",
  ])("where %s was refused, which it would grant too", async (line) => {
    const found = await doubt({ call: "npm test -- test/a.test.ts", past: [pastLine(line)] });
    expect(found).toMatchObject({ kind: "past_call" });
  });

  it("for a refused line to which it would contribute", async () => {
    const past = [pastLine("mytool sync && ls")];
    const policy = { allow: [bashRule({ program: "ls" })] };
    const wide = { call: "mytool sync", table: bashRule({ program: "mytool" }), past, policy };
    expect(await doubt(wide)).toMatchObject({ kind: "past_call" });
    // Alone it grants no part of it.
    expect(await doubt({ call: "mytool sync", past, policy })).toBeUndefined();
  });

  it.each<[string, string, boolean]>([
    ["git add src/cart.ts src/b", "git add src/cart.ts", true],
    ["git add 'src/ca", "git add src/cart.ts", true],
    ["git add docs/cart.ts src/b", "git add src/cart.ts", false],
    ["git push origin main --fo", "git push origin main", false],
    ["git pus", "git push origin main", true],
    ["/usr/bin/git push origin ma", "git push origin main", true],
    ["echo git push origin ma", "git push origin main", false],
  ])("a refused line that goes on after %j may be one of %j: %s", async (line, call, is) => {
    const found = await doubt({ call, past: [pastLine(line, { complete: false })] });
    expect(found?.kind).toBe(is ? "past_call" : undefined);
  });

  it("where a call of its tool was refused, of which the log has no arguments", async () => {
    const call = { tool: "mcp__x__y", input: { id: "1" } };
    const cut = (input: Record<string, unknown>, complete: boolean): PastCall[] => [
      { ...pastLine(""), call: { ...pastLine("").call, tool: "mcp__x__y", input }, complete },
    ];
    expect(await doubt({ call, past: cut({}, false) })).toMatchObject({ kind: "past_call" });
    expect(await doubt({ call, past: cut({ id: "2" }, false) })).toBeUndefined();
    expect(await doubt({ call, past: cut({}, true) })).toBeUndefined();
  });

  it("by what happened in another folder", async () => {
    const past = [pastLine("npm run build", { cwd: "/home/ana/b", projectRoot: "/home/ana/b" })];
    expect(await doubt({ call: "npm run build", past })).toBeUndefined();
  });

  it.each<[string, string | ToolCall, Tables]>([
    [
      "the call",
      "git push origin main",
      { ask: [bashRule({ program: "git", subcommand: "push" })] },
    ],
    ["the raw words", "mytool sync prod", { deny: [bashRule({ fields: { command: "prod" } })] }],
    [
      "a name of its class",
      "kubectl get pod web",
      { deny: [bashRule({ fields: { command: "\\bprod\\b" } })] },
    ],
    ["a file of its class", "cat docs/a.md", { deny: [bashRule({ reads: "docs/plan-*" })] }],
    ["a file by its name", "cat docs/a.md", { ask: [bashRule({ reads: "**/plan.md" })] }],
    [
      "a number of its class",
      "gh pr view 12",
      { deny: [bashRule({ fields: { command: "view 13$" } })] },
    ],
    [
      "a file of a tool",
      { tool: "Edit", input: { file_path: "/home/ana/shop/src/a.ts" } },
      { deny: [{ tool: "^Edit$", writes: "src/generated.ts" }] },
    ],
    [
      "a page of its host",
      { tool: "WebFetch", input: { url: "https://example.com/a" } },
      { ask: [{ tool: "^WebFetch$", fields: { url: "^https://example\\.com/admin" } }] },
    ],
  ])("that collides with a rule about %s", async (_, call, policy) => {
    const found = await doubt({ call, policy });
    expect(found?.kind).toBe("collides");
    expect(found?.rule?.kind).toMatch(/^(?:deny|ask)$/);
  });

  it.each<[string, Tables]>([
    ["git push origin main", { deny_promote: [bashRule({ program: "git", subcommand: "push" })] }],
    [
      "kubectl get pod web",
      { deny_promote: [bashRule({ name: "prod", fields: { command: "prod" } })] },
    ],
    ["git push origin main", { deny_promote: [{ tool: "." }] }],
  ])("from %s where deny_promote forbids it", async (call, policy) => {
    const found = await doubt({ call, policy });
    expect(found).toMatchObject({ kind: "deny_promote", rule: { kind: "deny_promote" } });
  });
});
