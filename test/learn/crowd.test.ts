import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parseAutoRules } from "../../src/files/read-config.ts";
import { RuleChangeLine } from "../../src/model/history.ts";
import { entriesIn } from "../support/hook-process.ts";
import { autoRulesIn, desk, payloadOf, pendingIn, type TestCall } from "../support/learning.ts";
import { inParallel } from "../support/parallel.ts";
import { isSoak } from "../support/soak.ts";

/** Commands that are confirmed twice, and so learned. */
const RULES = isSoak ? 8 : 4;
const OTHERS = 2 * RULES + 1;
const HOOKS = 2 * OTHERS + 2 * RULES;
const call = (at: number, branch: string): TestCall => ({
  command: `git push origin ${branch}`,
  id: `toolu_${at}`,
  session: `s${at}`,
});
const NEW = Array.from({ length: OTHERS }, (_, at) => call(at, "new"));
const ASKED = Array.from({ length: OTHERS }, (_, at) => call(20 + at, "asked"));
const SHOWN = Array.from({ length: 2 * RULES }, (_, at) => call(40 + at, `b${at % RULES}`));

it(`${HOOKS} hooks at once stash, confirm and promote, and lose nothing`, async () => {
  const { home, claude, event } = await desk("", "YELLOW", { niceness: 10 });
  // The model's word is remembered: so many questions at once would be late on a small machine.
  const env = { ANTHROPIC_API_KEY: "k", CLAUDE_CODE_SESSION_ATTENDED: "0" };
  for (const first of NEW.slice(0, 1)) await claude.send(home, payloadOf("PreToolUse", first), env);
  await inParallel([...ASKED, ...SHOWN], 2, (each) => event("PreToolUse", each));
  await inParallel(SHOWN, 2, (each) => event("PermissionRequest", each));
  const before = entriesIn(home).length;

  const answers = await Promise.all([
    ...NEW.map((each) => event("PreToolUse", each)),
    ...ASKED.map((each) => event("PermissionRequest", each)),
    ...SHOWN.map((each) => event("PostToolUse", each)),
  ]);
  expect(answers).toHaveLength(HOOKS);
  expect(answers.map(({ err }) => err).filter((err) => err !== "")).toEqual([]);
  // Whoever could not wait for the others left it to the next.
  await event("SessionStart", { command: "", id: "" });

  const kinds = pendingIn(home).map(({ kind }) => kind);
  const count = (kind: string): number => kinds.filter((each) => each === kind).length;
  const counts = [count("stashed"), count("prompted"), count("confirmed")];
  expect(counts).toEqual([HOOKS, OTHERS + 2 * RULES, 2 * RULES]);
  expect([count("promoting"), count("promoted")]).toEqual([RULES, RULES]);
  const rules = parseAutoRules(autoRulesIn(home), "auto-rules.toml").allow;
  expect(rules).toHaveLength(RULES);
  expect(new Set(rules.map(({ fields }) => String(fields?.["command"]))).size).toBe(RULES);
  expect(new Set(rules.map(({ name }) => name)).size).toBe(RULES);
  const entries = entriesIn(home);
  expect(entries.filter((entry) => entry.event === "Promotion")).toHaveLength(RULES);
  expect(entries).toHaveLength(before + HOOKS + RULES + 1);
  const lines = readFileSync(join(home, "history/rules.jsonl"), "utf8").trimEnd().split("\n");
  const added = lines.flatMap((line) => RuleChangeLine.safeParse(JSON.parse(line)).data ?? []);
  expect(added.map(({ kind, cause }) => `${kind} ${cause?.why}`)).toEqual(
    Array.from({ length: RULES }, () => "added promoted"),
  );
  const [learned] = SHOWN;
  if (learned === undefined) throw new Error("no call");
  expect((await event("PreToolUse", { ...learned, id: "again" })).decision).toBe("allow");
}, 120_000);
