import { cpSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parseAutoRules } from "../../src/files/read-config.ts";
import { RuleChangeLine } from "../../src/model/history.ts";
import { entriesIn } from "../support/hook-process.ts";
import { temporaryFolder } from "../support/io.ts";
import { autoRulesIn, desk, payloadOf, pendingIn } from "../support/learning.ts";
import { seeded } from "../support/seeded.ts";

const KILLER = join(import.meta.dirname, "../../scripts/soak/learning/kill-at.cjs");
const PUSH = "git push origin main";
/** More changes than a promotion makes. */
const MOST = 60;
const TRIES = 8;

it("what is killed between any two writes is finished by the next start", {
  timeout: 120_000,
}, async () => {
  const { home, claude, event, approve } = await desk();
  await approve({ command: PUSH, id: "toolu_1" });
  const call = { command: PUSH, id: "toolu_2" };
  await event("PreToolUse", call);
  await event("PermissionRequest", call);
  const random = seeded(11);
  let killed = 0;
  let promoted = 0;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const copy = join(temporaryFolder(), "home");
    cpSync(home, copy, { recursive: true });
    const at = 1 + Math.floor(random() * MOST * ((tries + 1) / TRIES));
    const env = {
      NODE_OPTIONS: `--require ${KILLER}`,
      KILL_AT: String(at),
      KILL_WHEN: random() < 0.5 ? "before" : "after",
    };
    const ended = await claude.send(copy, payloadOf("PostToolUse", call), env);
    if (ended.signal === "SIGKILL") killed += 1;
    const next = await claude.send(copy, payloadOf("SessionStart", call));
    expect(next, `at ${at}`).toMatchObject({ code: 0, err: "" });
    if (checked(copy, `at ${at}`)) promoted += 1;
  }
  expect(killed).toBeGreaterThan(TRIES / 3);
  expect(promoted).toBeGreaterThan(0);
});

/** Whether the rule was learned; whole it is, or not at all. */
function checked(home: string, where: string): boolean {
  const pending = pendingIn(home);
  const of = (kind: string): number => pending.filter((line) => line.kind === kind).length;
  const rules = parseAutoRules(autoRulesIn(home), "auto-rules.toml").allow;
  const history = join(home, "history/rules.jsonl");
  const lines = existsSync(history) ? readFileSync(history, "utf8").trimEnd().split("\n") : [];
  const changes = lines.flatMap((line) => RuleChangeLine.safeParse(JSON.parse(line)).data ?? []);
  const promotions = entriesIn(home).filter(({ event }) => event === "Promotion");
  const isReady = of("confirmed") === 2;
  const expected = isReady ? 1 : 0;
  expect(rules, where).toHaveLength(expected);
  expect(promotions, where).toHaveLength(expected);
  expect(
    changes.map(({ cause }) => cause?.why),
    where,
  ).toEqual(isReady ? ["promoted"] : []);
  expect([of("promoting"), of("promoted")], where).toEqual([expected, expected]);
  expect(of("told"), where).toBeLessThanOrEqual(1);
  if (isReady) expect(rules[0]?.name, where).toBe(promotions[0]?.promoted_rule);
  return isReady;
}
