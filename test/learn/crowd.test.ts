import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parseAutoRules } from "../../src/files/read-config.ts";
import { RuleChangeLine } from "../../src/model/history.ts";
import { entriesIn } from "../support/hook-process.ts";
import { autoRulesIn, desk, payloadOf, pendingIn, type TestCall } from "../support/learning.ts";

const RULES = 10;
const CALLS: readonly TestCall[] = Array.from({ length: 50 }, (_, at) => ({
  command: `git push origin b${at % RULES}`,
  id: `toolu_${at}`,
  session: `s${at}`,
}));

it("50 hooks at once stash, confirm and promote, and lose nothing", {
  timeout: 120_000,
}, async () => {
  const { home, claude, event } = await desk();
  // The model's word is remembered: 50 questions at once would be late on a small machine.
  for (const call of CALLS.slice(0, RULES)) {
    const env = { ANTHROPIC_API_KEY: "k", CLAUDE_CODE_SESSION_ATTENDED: "0" };
    await claude.send(home, payloadOf("PreToolUse", call), env);
  }
  for (const name of ["PreToolUse", "PermissionRequest", "PostToolUse"]) {
    const answers = await Promise.all(CALLS.map((call) => event(name, call)));
    expect(answers.map(({ err }) => err).filter((err) => err !== "")).toEqual([]);
  }
  // Whoever could not wait for the others left it to the next.
  await event("SessionStart", { command: "", id: "" });
  const kinds = pendingIn(home).map(({ kind }) => kind);
  const count = (kind: string): number => kinds.filter((each) => each === kind).length;
  expect([count("stashed"), count("prompted"), count("confirmed")]).toEqual([50, 50, 50]);
  expect([count("promoting"), count("promoted")]).toEqual([RULES, RULES]);
  const rules = parseAutoRules(autoRulesIn(home), "auto-rules.toml").allow;
  const commands = rules.map(({ fields }) => String(fields?.["command"]));
  expect(new Set(commands).size).toBe(RULES);
  expect(rules).toHaveLength(RULES);
  expect(new Set(rules.map(({ name }) => name)).size).toBe(RULES);
  const entries = entriesIn(home);
  expect(entries.filter((entry) => entry.event === "Promotion")).toHaveLength(RULES);
  expect(entries).toHaveLength(3 * CALLS.length + 2 * RULES + 1);
  const lines = readFileSync(join(home, "history/rules.jsonl"), "utf8").trimEnd().split("\n");
  const added = lines.flatMap((line) => RuleChangeLine.safeParse(JSON.parse(line)).data ?? []);
  expect(added.map(({ kind, cause }) => `${kind} ${cause?.why}`)).toEqual(
    Array.from({ length: RULES }, () => "added promoted"),
  );
  for (const call of CALLS.slice(0, RULES)) {
    const again = await event("PreToolUse", { ...call, id: `${call.id}x` });
    expect(again.decision).toBe("allow");
  }
});
