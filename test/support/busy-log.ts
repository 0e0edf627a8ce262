import type { Entry } from "../../src/model/entry.ts";
import { entry } from "./entry.ts";
import { pick, seeded } from "./seeded.ts";

const DECIDED = [
  {
    tier: "allow",
    decision: "allow",
    rule: "git-read",
    rule_id: "aaaaaaaaaaaa",
    rule_kind: "allow",
  },
  {
    tier: "auto",
    decision: "allow",
    rule: "npm-run",
    rule_id: "bbbbbbbbbbbb",
    rule_kind: "allow",
    rules_used: ["bbbbbbbbbbbb", "aaaaaaaaaaaa"],
  },
  { tier: "deny", decision: "deny", rule: "no-rm-rf", rule_id: "cccccccccccc", rule_kind: "deny" },
  { tier: "ask", decision: "ask", rule: "ask-push", rule_id: "dddddddddddd", rule_kind: "ask" },
  {
    tier: "floor",
    decision: "deny",
    rule: "own-files",
    rule_id: "eeeeeeeeeeee",
    rule_kind: "floor",
  },
] as const satisfies readonly Partial<Entry>[];

const OTHERS = [
  { tier: "llm", decision: "allow", llm_score: "GREEN", llm_latency_ms: 900 },
  { tier: "llm", decision: "ask", llm_score: "YELLOW", llm_tokens_in: 900, llm_tokens_out: 40 },
  { tier: "llm", decision: "deny", llm_score: "RED", llm_latency_ms: 2100 },
  {
    tier: "llm",
    decision: "error_passthrough",
    passthrough_reason: "llm_no_verdict",
    llm_error: "x",
  },
  { tier: "passthrough", decision: "passthrough", passthrough_reason: "not_understood" },
  {
    tier: "passthrough",
    decision: "passthrough",
    passthrough_reason: "no_rule",
    near_misses: [
      { rule: "git-read", rule_id: "aaaaaaaaaaaa", clause: "subcommand", found: "push" },
      { rule: "npm-run", rule_id: "bbbbbbbbbbbb", clause: "program", found: "pnpm" },
    ],
  },
] as const satisfies readonly Partial<Entry>[];

/**
 * Calls of every kind over ten weeks up to 23 November 2026, with what followed them: enough
 * variety that each metric has rows. The same seed gives the same log, but for ids.
 */
export function busyLog(calls: number, seed = 1): Entry[] {
  const random = seeded(seed);
  const start = Date.parse("2026-09-14T00:00:00Z");
  return Array.from({ length: calls }, (_, index) => {
    const at = start + Math.floor(random() * 70 * 86_400_000);
    return oneCall(`${seed}_${index}`, at, random);
  })
    .flat()
    .sort((a, b) => (a.timestamp < b.timestamp ? -1 : 1));
}

function oneCall(name: string, at: number, random: () => number): Entry[] {
  const tool = pick(random, ["Bash", "Read", "Edit", "mcp__playwright__click", "AskUserQuestion"]);
  const mcp = tool.startsWith("mcp__") ? { mcp_server: "playwright" } : {};
  const session = Math.floor(at / 43_200_000);
  const common = {
    tool,
    session_id: `s${session}`,
    project: pick(random, ["shop", "infra"]),
    fingerprint: `${tool}: ${pick(random, ["a", "b", "c", "d ~"])}`,
    input_mac: `m${name}`,
    permission_mode: pick(random, ["default", "acceptEdits", "auto", "plan"]),
    ...(random() < 0.1 ? { agent_id: "a1" } : {}),
    ...mcp,
  };
  const decided = random() < 0.6 ? pick(random, DECIDED) : pick(random, OTHERS);
  const call = entry({
    ...common,
    ...decided,
    ...("rule" in decided ? { rule_source: "config" as const } : {}),
    at: iso(at),
    tool_use_id: `toolu_${name}`,
    native: pick(random, ["prompt", "no_prompt", "unknown"]),
    attended: random() < 0.9,
    hook_ms: 15 + Math.floor(random() * 30),
  });
  return [call, ...followers(call, common, at, random)];
}

function followers(call: Entry, common: object, at: number, random: () => number): Entry[] {
  const id = call.tool_use_id ?? "";
  const asked =
    random() < 0.2 ? [entry({ ...common, event: "PermissionRequest", at: iso(at + 50) })] : [];
  const ended = pick(random, [
    { event: "PostToolUse", outcome: "ok" },
    { event: "PostToolUse", outcome: "ok" },
    { event: "PostToolUseFailure", outcome: "failed" },
    { event: "PermissionDenied", outcome: "classifier_denied" },
    { event: "Reconciled", outcome: "refused", outcome_source: "transcript" },
    { event: "Reconciled", outcome: "interrupted", outcome_source: "transcript" },
    { event: "PostToolBatch", batch: [{ tool_use_id: id, refused: true }] },
    undefined,
  ] as const);
  if (ended === undefined || call.decision === "deny") return asked;
  const { batch, ...rest } = { batch: undefined, ...ended };
  const closing = entry({
    ...common,
    ...rest,
    ...(batch === undefined ? { tool_use_id: id } : { batch: [...batch] }),
    at: iso(at + 1000 + Math.floor(random() * 60_000)),
  });
  return [...asked, closing];
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
