import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { parseAutoRules } from "../../src/files/read-config.ts";
import { RuleChangeLine } from "../../src/model/history.ts";
import { entriesIn } from "../support/hook-process.ts";
import { runCommand } from "../support/io.ts";
import { autoRulesIn, desk, kindsIn, pendingIn } from "../support/learning.ts";

const PUSH = "git push origin main";

/** The lines about rules, without those that only tell of a text. */
function changesIn(home: string): RuleChangeLine[] {
  const text = readFileSync(join(home, "history/rules.jsonl"), "utf8");
  const lines = text.trimEnd().split("\n");
  return lines.flatMap((line) => RuleChangeLine.safeParse(JSON.parse(line)).data ?? []);
}

function rulesIn(home: string) {
  return parseAutoRules(autoRulesIn(home), "auto-rules.toml").allow;
}

describe("the life of a rule", () => {
  it("goes from an unknown call to a learned rule, and back by a revoke", async () => {
    const { home, server, event, approve } = await desk();
    const first = { command: PUSH, id: "toolu_1" };
    const asked = await event("PreToolUse", first);
    expect(asked).toMatchObject({ decision: "ask", err: "" });
    const entry = entriesIn(home).at(-1);
    expect(entry).toMatchObject({ tier: "llm", decision: "ask", llm_score: "YELLOW" });
    expect(pendingIn(home)).toMatchObject([
      { kind: "stashed", stash: entry?.id, tool_use_id: "toolu_1", score: "YELLOW" },
    ]);
    expect(await event("PermissionRequest", first)).toMatchObject({ err: "" });
    const prompt = entriesIn(home).at(-1);
    expect(pendingIn(home).at(-1)).toMatchObject({ kind: "prompted", entry: prompt?.id });
    expect(await event("PostToolUse", first)).toMatchObject({ message: "", err: "" });
    expect(kindsIn(home)).toEqual(["stashed", "prompted", "confirmed"]);
    expect(autoRulesIn(home)).toBe("");

    expect((await approve({ command: PUSH, id: "toolu_2" })).decision).toBe("ask");
    expect(kindsIn(home).slice(3)).toEqual([
      "stashed",
      "prompted",
      "confirmed",
      "promoting",
      "promoted",
      "told",
    ]);
    const second = entriesIn(home).findLast(({ event }) => event === "PreToolUse");
    const promotion = entriesIn(home).find((each) => each.event === "Promotion");
    const [rule] = rulesIn(home);
    const name = rule?.name ?? "";
    expect(name).toMatch(/^learned-git-push-[0-9a-f]{4}$/);
    expect(rule).toMatchObject({
      tool: "^Bash$",
      promoted_tier: "llm",
      promoted_score: "YELLOW",
      promoted_reasoning: "pushes to a remote",
      promoted_session: "s1",
      promoted_entry: second?.id,
      confirmed_by: "user",
    });
    const days =
      (Date.parse(String(rule?.expires)) - Date.parse(String(rule?.promoted_at))) / 864e5;
    expect(days).toBe(90);
    expect(promotion).toMatchObject({
      tier: "auto",
      decision: "promoted",
      auto_promoted: true,
      promoted_rule: name,
      rule: name,
      rule_source: "auto",
      llm_score: "YELLOW",
      llm_reasoning: "pushes to a remote",
    });
    const [added, ...more] = changesIn(home);
    expect(more).toEqual([]);
    expect(added).toMatchObject({
      kind: "added",
      name,
      before: null,
      after: { name, kind: "allow" },
      found_by: "hook",
      cause: { why: "promoted", entry: second?.id, session: "s1", confirmations: 2 },
    });
    const text = readFileSync(join(home, `policies/${added?.text_sha256}.toml`), "utf8");
    expect(text).toBe(autoRulesIn(home));
    for (const file of ["auto-rules.toml", "pending-rules.jsonl", "history/rules.jsonl"]) {
      expect(statSync(join(home, file)).mode & 0o777, file).toBe(0o600);
    }

    const questions = server.received.length;
    const allowed = await event("PreToolUse", { command: PUSH, id: "toolu_3" });
    expect(allowed).toMatchObject({ decision: "allow", message: "" });
    expect(entriesIn(home).at(-1)).toMatchObject({ tier: "auto", decision: "allow", rule: name });
    expect(server.received).toHaveLength(questions);
    expect(changesIn(home), "nothing new is found").toHaveLength(1);

    const words = ["rules", "revoke", name, "--home", home];
    expect(await runCommand(words, home, { now: () => new Date() })).toMatchObject({ code: 0 });
    expect(rulesIn(home)).toEqual([]);
    expect(changesIn(home).at(-1)).toMatchObject({
      kind: "removed",
      name,
      after: null,
      cause: { why: "revoked" },
    });
    const again = await approve({ command: PUSH, id: "toolu_4" });
    expect(again.decision).toBe("ask");
    await approve({ command: PUSH, id: "toolu_5" });
    await approve({ command: PUSH, id: "toolu_6" });
    expect(rulesIn(home), "a person took it back").toEqual([]);
  });

  it("is told once, at the next event of any session", async () => {
    const { home, event, approve } = await desk();
    await approve({ command: PUSH, id: "toolu_1" });
    const call = { command: PUSH, id: "toolu_2" };
    await event("PreToolUse", call);
    await event("PermissionRequest", call);
    const told = await event("PostToolUse", call);
    expect(told.message).toMatch(/^claude-permit learned a rule from 2 calls that you approved/);
    const other = { command: "git status", id: "toolu_9", session: "s2" };
    expect((await event("PostToolUse", other)).message).toBe("");
    const notice = { id: "n1", text: "claude-permit learned something else" };
    const path = join(home, "notices.jsonl");
    writeFileSync(path, `${JSON.stringify(notice)}\n`, { mode: 0o600 });
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, at) => event("PreToolUse", { ...other, id: `t${at}` })),
    );
    expect(all.filter(({ message }) => message.includes(notice.text))).toHaveLength(1);
  });

  it("waits for as many sessions as it is told", async () => {
    const { home, approve } = await desk("[promotion]\nmin_sessions = 2\nmin_confirmations = 2\n");
    await approve({ command: PUSH, id: "toolu_1" });
    await approve({ command: PUSH, id: "toolu_2" });
    expect(kindsIn(home)).not.toContain("promoting");
    await approve({ command: PUSH, id: "toolu_3", session: "s2" });
    expect(kindsIn(home)).toContain("promoted");
  });

  it("begins with a GREEN only where the mode says so", async () => {
    const quiet = await desk("", "GREEN");
    // The floor under the model lowers what it calls GREEN where it is in doubt.
    const command = "git stash list";
    await quiet.event("PreToolUse", { command, id: "toolu_1" });
    expect(pendingIn(quiet.home)).toEqual([]);
    const { home, event } = await desk('[promotion]\nmode = "green"\n', "GREEN");
    for (const id of ["toolu_1", "toolu_2"]) {
      expect((await event("PreToolUse", { command, id })).decision).toBe("allow");
      await event("PostToolUse", { command, id });
    }
    expect(kindsIn(home)).toContain("promoted");
    expect(rulesIn(home)).toMatchObject([{ promoted_score: "GREEN", confirmed_by: "model" }]);
  });

  it("does not begin where the mode is off", async () => {
    const { home, approve } = await desk('[promotion]\nmode = "off"\n');
    expect((await approve({ command: PUSH, id: "toolu_1" })).decision).toBe("ask");
    expect(pendingIn(home)).toEqual([]);
  });

  it("does not begin with a secret", async () => {
    const { home, approve } = await desk();
    const token = ["ghp", "0123456789abcdefghijABCDEFGHIJ012345"].join("_");
    await approve({ command: `git push https://x:${token}@github.com/a/b main`, id: "toolu_1" });
    expect(pendingIn(home)).toEqual([]);
    expect(z.array(z.unknown()).parse(entriesIn(home))).toHaveLength(3);
  });
});
