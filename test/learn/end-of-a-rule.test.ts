import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseAutoRules } from "../../src/files/read-config.ts";
import { RuleChangeLine } from "../../src/model/history.ts";
import { entriesIn } from "../support/hook-process.ts";
import { runCommand } from "../support/io.ts";
import { autoRulesIn, type Desk, desk, kindsIn, pendingIn } from "../support/learning.ts";

const PUSH = "git push origin main";
const ONE = "[promotion]\nmin_confirmations = 1\n";
const refusal = "The user doesn't want to proceed with this tool use.";

function rulesIn(home: string) {
  return parseAutoRules(autoRulesIn(home), "auto-rules.toml").allow;
}

function lastChange(home: string): RuleChangeLine | undefined {
  const lines = readFileSync(join(home, "history/rules.jsonl"), "utf8").trimEnd().split("\n");
  return lines.flatMap((line) => RuleChangeLine.safeParse(JSON.parse(line)).data ?? []).at(-1);
}

async function withRule(config = ONE): Promise<Desk> {
  const at = await desk(config);
  await at.approve({ command: PUSH, id: "toolu_1" });
  expect(rulesIn(at.home)).toHaveLength(1);
  return at;
}

/** Everything that is on record, as if it had happened so many days ago. */
function age(home: string, days: number): void {
  const earlier = (text: string): string =>
    text.replace(/20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, (at) =>
      new Date(Date.parse(at) - days * 86_400_000).toISOString(),
    );
  const files = ["auto-rules.toml", "pending-rules.jsonl", "audit.jsonl", "history/rules.jsonl"];
  for (const name of files) {
    writeFileSync(join(home, name), earlier(readFileSync(join(home, name), "utf8")));
  }
  rmSync(join(home, "cache"), { recursive: true });
}

describe("a learned rule", () => {
  it("goes when its calls fail as often as the settings say", async () => {
    const { home, event } = await withRule();
    const messages: string[] = [];
    for (const [at, id] of ["a", "b", "c", "d", "e"].entries()) {
      const call = { command: PUSH, id: `toolu_${id}` };
      expect((await event("PreToolUse", call)).decision).toBe(at < 4 ? "allow" : "ask");
      const isBad = at > 0;
      const name = isBad ? "PostToolUseFailure" : "PostToolUse";
      messages.push((await event(name, call, isBad ? { error: "Exit code 1" } : {})).message);
    }
    expect(rulesIn(home)).toEqual([]);
    expect(messages.map((text) => text.includes("took the learned rule"))).toEqual([
      false,
      false,
      false,
      true,
      false,
    ]);
    expect(lastChange(home)).toMatchObject({
      kind: "removed",
      after: null,
      cause: { why: "demoted", detail: "of its last 4 calls 3 failed and 0 were refused" },
    });
  });

  it("goes when its calls are refused", async () => {
    const { home, event } = await withRule(`${ONE}demote_after = 1\n`);
    const call = { command: PUSH, id: "toolu_2" };
    await event("PreToolUse", call);
    await event("PostToolBatch", call, {
      tool_calls: [{ tool_name: "Bash", tool_use_id: call.id, tool_response: refusal }],
    });
    expect(rulesIn(home)).toEqual([]);
    expect(lastChange(home)).toMatchObject({ cause: { why: "demoted" } });
    // And what was refused is not learned again.
    await event("PreToolUse", { ...call, id: "toolu_3" });
    await event("PermissionRequest", call);
    await event("PostToolUse", { ...call, id: "toolu_3" });
    expect(rulesIn(home)).toEqual([]);
    expect(entriesIn(home).at(-1)).toMatchObject({
      event: "Promotion",
      tier: "deny_promote",
      decision: "promotion_blocked",
    });
  });

  it("that no call used goes at the next start, with a notice", async () => {
    const { home, event } = await withRule();
    age(home, 91);
    const told = await event("SessionStart", { command: "", id: "" });
    expect(told).toMatchObject({ err: "" });
    expect(told.message).toMatch(
      /took the learned rule .* away \(expired\): no call used it for 90d/,
    );
    expect(rulesIn(home)).toEqual([]);
    expect(lastChange(home)).toMatchObject({ kind: "removed", cause: { why: "expired" } });
    expect(kindsIn(home).slice(-3)).toEqual(["removing", "removed", "told"]);
  });

  it("that was used holds for as long again", async () => {
    const { home, event } = await withRule();
    age(home, 60);
    expect((await event("PreToolUse", { command: PUSH, id: "toolu_2" })).decision).toBe("allow");
    expect(await event("SessionStart", { command: "", id: "" })).toMatchObject({ err: "" });
    const [rule] = rulesIn(home);
    const days = (Date.parse(String(rule?.expires)) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(89.9);
    expect(lastChange(home)).toMatchObject({ kind: "edited", cause: { why: "renewed" } });
    expect((await event("PreToolUse", { command: PUSH, id: "toolu_3" })).decision).toBe("allow");
  });

  it("that a person ended stays ended, however lately it was used", async () => {
    const { home, event } = await withRule();
    expect((await event("PreToolUse", { command: PUSH, id: "toolu_2" })).decision).toBe("allow");
    const ended = autoRulesIn(home).replace(/^expires = .*$/m, "expires = 2026-01-01T00:00:00Z");
    writeFileSync(join(home, "auto-rules.toml"), ended, { mode: 0o600 });
    await event("SessionStart", { command: "", id: "" });
    expect(autoRulesIn(home)).toBe(ended);
    expect((await event("PreToolUse", { command: PUSH, id: "toolu_3" })).decision).toBe("ask");
  });

  it("that a person wrote is left alone", async () => {
    const { home, event } = await desk(ONE);
    const text = '# mine\n[[allow]]\ntool = "^Bash$"\n[allow.fields]\ncommand = "^git fetch$"\n';
    writeFileSync(join(home, "auto-rules.toml"), text, { mode: 0o600 });
    await event("SessionStart", { command: "", id: "" });
    expect(autoRulesIn(home)).toBe(text);
  });

  it("goes when a transcript says that a hook allowed the call it rests on", async () => {
    const { home } = await withRule();
    const projects = join(home, ".claude/projects/-home-ana-shop");
    mkdirSync(projects, { recursive: true });
    const at = new Date().toISOString();
    const common = { sessionId: "s1", cwd: "/home/ana/shop", timestamp: at, version: "2.1.330" };
    const use = { type: "tool_use", id: "toolu_1", name: "Bash", input: { command: PUSH } };
    const result = { type: "tool_result", tool_use_id: "toolu_1", content: "pushed" };
    const lines = [
      { ...common, uuid: "u1", type: "assistant", message: { id: "m1", content: [use] } },
      {
        ...common,
        uuid: "u2",
        type: "user",
        message: { content: [result] },
        permissionDecision: { decision: "accept", source: "hook" },
      },
    ];
    appendFileSync(
      join(projects, "s1.jsonl"),
      lines.map((line) => `${JSON.stringify(line)}\n`).join(""),
      { mode: 0o600 },
    );
    const words = ["data", "reconcile", "--home", home];
    const done = await runCommand(words, home, { now: () => new Date() });
    expect(done).toMatchObject({ code: 0, err: "" });
    expect(pendingIn(home).some(({ kind }) => kind === "refuted")).toBe(true);
    expect(rulesIn(home)).toEqual([]);
    expect(lastChange(home)).toMatchObject({ kind: "removed", cause: { why: "refuted" } });
  });
});

describe("a promotion that is not to be", () => {
  it("is blocked by deny_promote, once on record", async () => {
    const deny =
      '[[deny_promote]]\nname = "no-push"\ntool = "^Bash$"\nprogram = "git"\nsubcommand = "push"\n';
    const { home, approve } = await desk(`${ONE}${deny}`);
    await approve({ command: PUSH, id: "toolu_1" });
    await approve({ command: PUSH, id: "toolu_2" });
    expect(rulesIn(home)).toEqual([]);
    const blocked = entriesIn(home).filter(({ event }) => event === "Promotion");
    expect(blocked).toMatchObject([
      {
        tier: "deny_promote",
        decision: "promotion_blocked",
        rule: "no-push",
        rule_kind: "deny_promote",
        rule_source: "config",
        llm_score: "YELLOW",
        llm_reasoning: "pushes to a remote",
        auto_promoted: false,
      },
    ]);
    expect(kindsIn(home).filter((kind) => kind === "blocked")).toHaveLength(1);
  });

  it("is blocked by what was refused before, whoever told of it", async () => {
    const { home, event, approve } = await desk(ONE);
    const refused = { command: PUSH, id: "toolu_1" };
    await event("PreToolUse", refused);
    await event("PostToolBatch", refused, {
      tool_calls: [{ tool_name: "Bash", tool_use_id: "toolu_1", tool_response: refusal }],
    });
    await approve({ command: PUSH, id: "toolu_2" });
    expect(rulesIn(home)).toEqual([]);
    const [first] = entriesIn(home);
    const last = pendingIn(home).findLast((line) => line.kind === "blocked");
    expect(last).toMatchObject({ doubt: { kind: "past_call", entry: first?.id } });
  });

  it("does not begin while the files hold mistakes", async () => {
    const { home, event } = await desk(ONE);
    const call = { command: PUSH, id: "toolu_1" };
    await event("PreToolUse", call);
    await event("PermissionRequest", call);
    appendFileSync(join(home, "config.toml"), "\n[[deny]]\ntool = 1\n");
    await event("PostToolUse", call);
    expect(kindsIn(home)).toEqual(["stashed", "prompted", "confirmed"]);
    expect(rulesIn(home)).toEqual([]);
  });
});
