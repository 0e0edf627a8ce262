import { describe, expect, it } from "vitest";
import { worldOf } from "../../src/hook/setting.ts";
import { narrowestRule } from "../../src/learn/narrowest-rule.ts";
import { type PastCall, promotionDoubt } from "../../src/learn/promotion-doubts.ts";
import type { Call } from "../../src/model/call.ts";
import type { Rule } from "../../src/model/rule.ts";
import type { World } from "../../src/model/world.ts";
import { decide, shellCaseOf } from "../../src/policy/decide.ts";
import { compiled, setting } from "../support/judging.ts";
import { hasRecorded, recordedRows } from "../support/recorded.ts";
import { isSoak } from "../support/soak.ts";
import { starterPolicy } from "../support/starter.ts";

/** What a model that says YELLOW to everything, and the people's recorded answers, come to. */
interface Learning {
  asked: number;
  readonly spared: Record<string, number>;
  readonly letThrough: Call[];
  readonly rules: Rule[];
  readonly blocked: Record<string, number>;
}

const NO = new Set(["rejected", "denied"]);
const YES = new Set(["ok", "error"]);
const MIN_CONFIRMATIONS = 2;

async function learnFromRecorded(): Promise<Learning> {
  const starter = await starterPolicy();
  const learning: Learning = { asked: 0, spared: {}, letThrough: [], rules: [], blocked: {} };
  let policy = starter;
  const yeses = new Map<string, number>();
  const past: PastCall[] = [];
  const roots = new Map<string, string>();
  for (const row of recordedRows()) {
    if (row["hook_event_name"] !== "PreToolUse") continue;
    const { call, world, answer, id } = caseOf(row, roots);
    const shell = await shellCaseOf(call, world);
    const decision = await decide(call, policy, world, { shell, overdue: () => false });
    if (decision.kind === "allow" && decision.rule.source === "auto") {
      learning.spared[call.tool] = (learning.spared[call.tool] ?? 0) + 1;
      if (NO.has(answer)) learning.letThrough.push(call);
    }
    if (decision.kind !== "passthrough") continue;
    if (decision.reason !== "no_rule" && decision.reason !== "not_understood") continue;
    learning.asked += 1;
    if (NO.has(answer)) {
      const { cwd, projectRoot } = world;
      past.push({ entryId: id, call, cwd, projectRoot, why: "refused", complete: true });
      continue;
    }
    const narrowest = narrowestRule({ call, world, shell });
    if (!YES.has(answer) || narrowest.kind !== "rule") continue;
    const { rules } = await compiled("allow", [{ ...narrowest.table, name: `r${id}` }], "auto");
    const [rule] = rules;
    if (rule === undefined) throw new Error(`the rule of ${id} does not compile`);
    const count = (yeses.get(rule.id) ?? 0) + 1;
    yeses.set(rule.id, count);
    if (count < MIN_CONFIRMATIONS) continue;
    const doubt = await promotionDoubt({ rule, judged: { call, world, shell }, policy, past });
    if (doubt === undefined) {
      learning.rules.push(rule);
      policy = { ...starter, rules: [...starter.rules, ...learning.rules] };
    } else learning.blocked[doubt.kind] = (learning.blocked[doubt.kind] ?? 0) + 1;
  }
  return learning;
}

function caseOf(
  row: Record<string, unknown>,
  roots: Map<string, string>,
): { call: Call; world: World; answer: string; id: string } {
  const session = String(row["session_id"]);
  const cwd = String(row["cwd"]);
  const projectRoot = roots.get(session) ?? cwd;
  roots.set(session, projectRoot);
  const accountHome = cwd.startsWith("/Users") ? "/Users/dev" : "/home/dev";
  const home = `${accountHome}/.claude/claude-permit`;
  const input = row["tool_input"];
  const call = {
    tool: String(row["tool_name"]),
    input: typeof input === "object" && input !== null ? { ...input } : {},
    permissionMode: "default",
    attended: true,
  };
  const world = worldOf(setting({ accountHome, home, projectRoot }), cwd);
  return { call, world, answer: String(row["outcome"]), id: String(row["tool_use_id"]) };
}

describe.skipIf(!hasRecorded || !isSoak)("learning from recorded calls", () => {
  it("spares prompts, and lets no shell command run that was refused", {
    timeout: 240_000,
  }, async () => {
    const { asked, spared, letThrough, rules, blocked } = await learnFromRecorded();
    const all = Object.values(spared).reduce((sum, one) => sum + one, 0);
    expect({ asked, spared: all, rules: rules.length, blocked }).toEqual({
      asked: 2812,
      spared: 4376,
      rules: 316,
      blocked: { past_call: 224 },
    });
    expect(spared).toMatchObject({ Edit: 4206, Write: 94, WebFetch: 46, Bash: 11 });
    // Each looked at: edits of source files that were wanted otherwise, in folders in which others
    // of their kind were approved twice.
    expect(letThrough.filter(({ tool }) => tool !== "Edit")).toEqual([]);
    expect(letThrough).toHaveLength(33);
  });
});
