import type { MetricName, MetricRow } from "../../src/metrics/index.ts";
import type { Tier } from "../../src/model/words.ts";
import type { MeasureScope } from "../../src/warehouse/reader.ts";
import { type EntryParts, entry } from "../support/entry.ts";

/** The week of every fixture, in UTC, and the one before it. */
export const WEEK = {
  since: "2026-11-16T00:00:00.000Z",
  until: "2026-11-23T00:00:00.000Z",
  timeZone: "UTC",
};
const BEFORE = { ...WEEK, since: "2026-11-09T00:00:00.000Z", until: WEEK.since };
/** A zone in which days begin at 23:00 UTC. */
const AMSTERDAM = { ...WEEK, timeZone: "Europe/Amsterdam" };

/** At most thirty lines, and by hand the rows that they must give. */
export interface Fixture<Name extends MetricName> {
  readonly lines: readonly unknown[];
  readonly scope?: Partial<MeasureScope>;
  readonly rows: readonly MetricRow<Name>[];
}

const ms = (at: string): number => Date.parse(`2026-11-${at}.000Z`);
const at = (when: string): { at: string } => ({ at: `2026-11-${when}.000Z` });

const ALLOW = {
  tier: "allow",
  decision: "allow",
  rule: "git",
  rule_id: "aa",
  rule_kind: "allow",
  rule_source: "config",
} as const;
const DENY = {
  tier: "deny",
  decision: "deny",
  rule: "no-rm",
  rule_id: "dd",
  rule_kind: "deny",
  rule_source: "config",
} as const;
const ASK = {
  tier: "ask",
  decision: "ask",
  rule: "push",
  rule_id: "cc",
  rule_kind: "ask",
} as const;
const FAILED = { tier: "llm", decision: "error_passthrough", llm_error: "timeout" } as const;
const GREEN = { tier: "llm", decision: "allow", llm_score: "GREEN" } as const;
const YELLOW = { tier: "llm", decision: "ask", llm_score: "YELLOW" } as const;
const RED = { tier: "llm", decision: "deny", llm_score: "RED" } as const;
const HAIKU = { llm_provider: "anthropic", llm_model: "haiku" } as const;
const LEARNED = {
  ...ALLOW,
  tier: "auto",
  rule: "learned-make",
  rule_id: "a1",
  rule_source: "auto",
} as const;
const PROMOTION = { event: "Promotion" } as const;
/** Another session. */
const B = { session_id: "b" } as const;

const DENIED_ROW = {
  tier: "deny",
  class: "deny_rule",
  rule: "no-rm",
  rule_id: "dd",
  rule_kind: "deny",
} as const;

/** What followed a call: its id, and when. */
function after(id: string, event: string, more: object = {}): unknown {
  return entry({ event, tool_use_id: id, ...at("18T10:05:00"), ...more });
}

export const FIXTURES: { readonly [Name in MetricName]: Fixture<Name> } = {
  scorecard: {
    lines: [
      entry({ ...at("10T10:00:00"), session_id: "old", ...DENY }),
      entry({ session_id: "a", ...ALLOW, native: "prompt" }),
      entry({ session_id: "a", ...ALLOW, native: "no_prompt", agent_id: "x" }),
      entry({ session_id: "a", ...ASK }),
      entry({ session_id: "a", ...ASK, attended: false }),
      entry({ session_id: "b", tool_use_id: "t1", input_mac: "m1" }),
      entry({ session_id: "b", event: "PermissionRequest", input_mac: "m1", ...at("18T10:00:01") }),
      entry({ session_id: "b", ...DENY }),
      entry({ session_id: "b", ...FAILED }),
      entry({ session_id: "c", event: "SessionStart" }),
      entry({ session_id: "canary", source: "canary" }),
    ],
    scope: { windows: [BEFORE, WEEK] },
    rows: [
      {
        since_ms: ms("09T00:00:00"),
        calls: 1,
        calls_sq: 1,
        sessions: 1,
        subagent_calls: 0,
        prompts_seen: 0,
        prompts_seen_sq: 0,
        prompts_saved: 0,
        prompts_saved_sq: 0,
        denied: 1,
        denied_sq: 1,
        hook_errors: 0,
        hook_errors_sq: 0,
      },
      {
        since_ms: ms("16T00:00:00"),
        calls: 7,
        calls_sq: 16 + 9,
        sessions: 3,
        subagent_calls: 1,
        prompts_seen: 2,
        prompts_seen_sq: 1 + 1,
        prompts_saved: 1,
        prompts_saved_sq: 1,
        denied: 1,
        denied_sq: 1,
        hook_errors: 1,
        hook_errors_sq: 1,
      },
    ],
  },
  "passthrough-ratio": {
    lines: [
      entry({ session_id: "a", project: "shop" }),
      entry({ session_id: "a", project: "shop", ...ALLOW }),
      entry({ session_id: "a", project: "shop", passthrough_reason: "unattended" }),
      entry({ session_id: "b", project: "infra", ...at("19T10:00:00"), permission_mode: "plan" }),
      // None of these counts: asked, failed, talking, excluded, in a mode of its own.
      entry({ session_id: "a", ...ASK }),
      entry({ session_id: "a", ...FAILED }),
      entry({ session_id: "a", tool: "ExitPlanMode" }),
      entry({ session_id: "a", tool: "Edit" }),
      entry({ session_id: "a", permission_mode: "auto" }),
    ],
    scope: { excludeTools: ["Edit"] },
    rows: [
      {
        ...ratioRow(null),
        sessions: 2,
        active_days: 2,
        n: 4,
        k: 2,
        kk: 2,
        kn: 4,
        nn: 10,
        kkn: 1.333333,
      },
      {
        ...ratioRow("shop"),
        sessions: 1,
        active_days: 1,
        n: 3,
        k: 1,
        kk: 1,
        kn: 3,
        nn: 9,
        kkn: 0.333333,
      },
      {
        ...ratioRow("infra"),
        sessions: 1,
        active_days: 1,
        n: 1,
        k: 1,
        kk: 1,
        kn: 1,
        nn: 1,
        kkn: 1,
      },
    ],
  },
  "passthrough-by-mode": {
    lines: [
      entry({ permission_mode: "default" }),
      entry({ permission_mode: "auto" }),
      entry({ permission_mode: "auto", session_id: "b", ...ALLOW }),
      entry({ permission_mode: "auto", session_id: "b", ...ASK }),
      entry({ permission_mode: "bypassPermissions", passthrough_reason: "llm_no_verdict" }),
    ],
    rows: [
      { permission_mode: "auto", sessions: 2, n: 2, k: 1 },
      { permission_mode: "bypassPermissions", sessions: 1, n: 1, k: 0 },
    ],
  },
  "model-latency": {
    lines: [
      entry({ ...GREEN, llm_latency_ms: 100 }),
      entry({ ...GREEN, llm_latency_ms: 200 }),
      entry({ tier: "llm", decision: "ask", llm_score: "YELLOW", llm_latency_ms: 300 }),
      entry({ tier: "llm", decision: "deny", llm_score: "RED", llm_latency_ms: 500 }),
      entry(FAILED),
      entry(),
    ],
    rows: [
      {
        since_ms: ms("16T00:00:00"),
        asked: 5,
        green: 2,
        yellow: 1,
        red: 1,
        errors: 1,
        p50_ms: 250,
        p95_ms: 470,
        max_ms: 500,
      },
    ],
  },
  "model-by-day": {
    lines: [
      entry({ ...at("18T22:59:59"), ...GREEN, llm_latency_ms: 100 }),
      entry({ ...at("18T23:00:00"), ...YELLOW, llm_latency_ms: 200 }),
      entry({ ...at("19T10:00:00"), ...RED, llm_latency_ms: 400 }),
      // Remembered: it took no time.
      entry({ ...at("19T10:00:00"), ...GREEN }),
      entry({ ...at("19T10:00:00"), ...FAILED }),
      entry(at("19T10:00:00")),
    ],
    scope: { windows: [AMSTERDAM] },
    rows: [
      {
        ...{ day: "2026-11-18", asked: 1, green: 1, yellow: 0, red: 0, errors: 0 },
        ...{ p50_ms: 100, p95_ms: 100, max_ms: 100 },
      },
      {
        ...{ day: "2026-11-19", asked: 4, green: 1, yellow: 1, red: 1, errors: 1 },
        ...{ p50_ms: 300, p95_ms: 390, max_ms: 400 },
      },
    ],
  },
  "model-errors": {
    lines: [
      entry(FAILED),
      entry({ ...FAILED, session_id: "b", ...at("19T10:00:00") }),
      entry({ ...FAILED, llm_error: "http 429" }),
      entry(YELLOW),
      entry(),
    ],
    rows: [
      { error: "timeout", calls: 2, sessions: 2, last_ms: ms("19T10:00:00") },
      { error: "http 429", calls: 1, sessions: 1, last_ms: ms("18T10:00:00") },
    ],
  },
  "model-tokens": {
    lines: [
      entry({ ...GREEN, ...HAIKU, llm_latency_ms: 1, llm_tokens_in: 900, llm_tokens_out: 40 }),
      entry({ ...YELLOW, ...HAIKU, llm_latency_ms: 1, llm_tokens_in: 800 }),
      entry({ ...YELLOW, ...HAIKU }),
      entry({ ...FAILED, llm_provider: "claude-cli", llm_model: "haiku", llm_latency_ms: 8000 }),
      entry(),
    ],
    rows: [
      {
        ...{ since_ms: ms("16T00:00:00"), provider: "anthropic", model: "haiku" },
        ...{ asked: 3, remembered: 1, told: 2, tokens_in: 1700, tokens_out: 40 },
      },
      {
        ...{ since_ms: ms("16T00:00:00"), provider: "claude-cli", model: "haiku" },
        ...{ asked: 1, remembered: 0, told: 0, tokens_in: 0, tokens_out: 0 },
      },
    ],
  },
  "model-agreement": {
    lines: [
      // Yes, and it failed; no; others let it run; not answered; nobody was there to ask.
      entry({ ...YELLOW, tool_use_id: "t1" }),
      after("t1", "PostToolUseFailure", { outcome: "failed" }),
      entry({ ...YELLOW, tool_use_id: "t2" }),
      after("t2", "PostToolBatch", { batch: [{ tool_use_id: "t2", refused: true }] }),
      entry({ ...YELLOW, tool_use_id: "t3" }),
      after("t3", "PostToolUse", { outcome: "ok" }),
      after("t3", "Reconciled", { outcome: "ok", approval: "hook" }),
      entry({ ...YELLOW, tool_use_id: "t4" }),
      entry({ ...YELLOW, tool_use_id: "t5", attended: false }),
      after("t5", "PostToolUse", { outcome: "ok" }),
      entry({ ...GREEN, tool_use_id: "t6" }),
      after("t6", "PostToolUse", { outcome: "ok" }),
      entry({ ...GREEN, tool_use_id: "t7" }),
      after("t7", "PostToolUseFailure", { outcome: "failed" }),
      // Without a verdict Claude Code asked by itself.
      entry({ ...FAILED, tool_use_id: "t8", input_mac: "m8" }),
      entry({ event: "PermissionRequest", input_mac: "m8", ...at("18T10:00:01") }),
      after("t8", "PostToolUse", { outcome: "ok" }),
      entry(),
    ],
    rows: [
      { verdict: "YELLOW", calls: 5, ran: 3, failed: 1, refused: 1, ...asked(4, 1, 1, 1) },
      { verdict: "GREEN", calls: 2, ran: 2, failed: 1, refused: 0, ...asked(0, 0, 0, 0) },
      { verdict: "none", calls: 1, ran: 1, failed: 0, refused: 0, ...asked(1, 1, 0, 0) },
    ],
  },
  "model-overrides": {
    lines: [
      // Long before the window, but not too long.
      entry({ at: "2026-10-20T10:00:00.000Z", ...RED, input_mac: "m1" }),
      entry({ ...ALLOW, input_mac: "m1", fingerprint: "Bash: curl" }),
      entry({ ...ALLOW, input_mac: "m1", fingerprint: "Bash: curl", tier: "auto", ...B }),
      entry({ ...at("18T09:00:00"), ...YELLOW, input_mac: "m2", fingerprint: "Bash: make" }),
      entry({ ...YELLOW, input_mac: "m2", tool_use_id: "t2", fingerprint: "Bash: make" }),
      after("t2", "PostToolUse", { outcome: "ok" }),
      // None of these: elsewhere, before the verdict, refused, denied again, too long ago.
      entry({ ...ALLOW, input_mac: "m1", project: "infra" }),
      entry({ ...at("16T09:00:00"), ...ALLOW, input_mac: "m2" }),
      entry({ ...at("18T09:00:00"), ...YELLOW, input_mac: "m3" }),
      entry({ ...YELLOW, input_mac: "m3", tool_use_id: "t3" }),
      after("t3", "Reconciled", { outcome: "refused" }),
      entry({ ...at("18T09:00:00"), ...RED, input_mac: "m4" }),
      entry({ ...RED, input_mac: "m4" }),
      entry({ at: "2026-10-10T10:00:00.000Z", ...RED, input_mac: "m5" }),
      entry({ ...ALLOW, input_mac: "m5" }),
    ],
    rows: [
      {
        ...{ score: "RED", fingerprint: "Bash: curl", calls: 2, inputs: 1, sessions: 2 },
        ...{ by_rule: 2, by_user: 0, rule: "git", last_ms: ms("18T10:00:00") },
      },
      {
        ...{ score: "YELLOW", fingerprint: "Bash: make", calls: 1, inputs: 1, sessions: 1 },
        ...{ by_rule: 0, by_user: 1, rule: "", last_ms: ms("18T10:00:00") },
      },
    ],
  },
  "near-misses": {
    lines: [
      entry({ near_misses: [miss("program", "pnpm"), miss("flags", "-v", "r2")] }),
      entry({ near_misses: [miss("program", "pnpm")], ...B, ...at("19T10:00:00") }),
      entry({ near_misses: [miss("program", "yarn")], tool_use_id: "t3" }),
      after("t3", "Reconciled", { outcome: "refused" }),
      // Said to be refused, but it ran.
      entry({ near_misses: [miss("program", "bun")], tool_use_id: "t4" }),
      after("t4", "Reconciled", { outcome: "refused" }),
      after("t4", "PostToolUse", { outcome: "ok" }),
      entry({ ...ALLOW, near_misses: [miss("program", "npm")] }),
    ],
    rows: [
      {
        ...{ rule: "node", rule_id: "r1", clause: "program", calls: 4, sessions: 2, refused: 1 },
        ...{ found: "pnpm", found_calls: 2, founds: 3, last_ms: ms("19T10:00:00") },
      },
      {
        ...{ rule: "node", rule_id: "r2", clause: "flags", calls: 1, sessions: 1, refused: 0 },
        ...{ found: "-v", found_calls: 1, founds: 1, last_ms: ms("18T10:00:00") },
      },
    ],
  },
  "learned-rules": {
    lines: [
      entry({ ...at("02T10:00:00"), ...LEARNED, fingerprint: "Bash: make" }),
      entry({ ...LEARNED, rules_used: ["a1", "a2", "c1"], tool_use_id: "t1" }),
      after("t1", "PostToolUseFailure", { outcome: "failed" }),
      entry({ ...LEARNED, tool_use_id: "t2", ...B }),
      after("t2", "Reconciled", { session_id: "b", outcome: "refused" }),
      entry(ALLOW),
    ],
    rows: [
      {
        ...{ rule_id: "a1", rule: "learned-make", uses: 3, uses_in_window: 2, sessions: 2 },
        ...{ fingerprints: 2, failed: 1, refused: 1, last_ms: ms("18T10:00:00") },
      },
      {
        ...{ rule_id: "a2", rule: null, uses: 1, uses_in_window: 1, sessions: 1 },
        ...{ fingerprints: 1, failed: 1, refused: 0, last_ms: ms("18T10:00:00") },
      },
      {
        ...{ rule_id: "c1", rule: null, uses: 1, uses_in_window: 1, sessions: 1 },
        ...{ fingerprints: 1, failed: 1, refused: 0, last_ms: ms("18T10:00:00") },
      },
    ],
  },
  promotions: {
    lines: [
      entry({
        ...PROMOTION,
        id: "p-promoted",
        decision: "promoted",
        promoted_rule: "learned-make",
      }),
      entry({
        ...PROMOTION,
        id: "p-blocked",
        ...at("19T10:00:00"),
        ...{
          tier: "deny_promote",
          decision: "promotion_blocked",
          rule: "no-docker",
          rule_id: "p1",
        },
        ...{
          llm_score: "YELLOW",
          llm_reasoning: "Runs in a container.",
          fingerprint: "Bash: docker",
        },
      }),
      entry({ ...PROMOTION, decision: "promoted", source: "canary" }),
    ],
    rows: [
      {
        ...{ id: "p-promoted", at_ms: ms("18T10:00:00"), decision: "promoted", rule: "" },
        ...{ rule_id: "", promoted_rule: "learned-make", score: "", reasoning: "" },
        ...{ session_id: "s1", fingerprint: "", subject: "" },
      },
      {
        ...{ id: "p-blocked", at_ms: ms("19T10:00:00"), decision: "promotion_blocked" },
        ...{ rule: "no-docker", rule_id: "p1", promoted_rule: "", score: "YELLOW" },
        ...{ reasoning: "Runs in a container.", session_id: "s1", fingerprint: "Bash: docker" },
        subject: "",
      },
    ],
  },
  "activity-by-day": {
    lines: [
      entry({ ...at("18T22:59:59"), ...ASK }),
      entry(at("18T23:00:00")),
      entry({ ...at("19T10:00:00"), tool_use_id: "t1", input_mac: "m1" }),
      entry({ ...at("19T10:00:01"), event: "PermissionRequest", input_mac: "m1" }),
    ],
    scope: { windows: [AMSTERDAM] },
    rows: [
      { day: "2026-11-18", calls: 1, prompts_seen: 1 },
      { day: "2026-11-19", calls: 2, prompts_seen: 1 },
    ],
  },
  "calls-by-day": {
    lines: [
      entry(at("18T22:59:59")),
      entry(at("18T23:00:00")),
      entry({ ...at("19T10:00:00"), tool_use_id: "t1" }),
      entry({ ...at("19T10:00:01"), event: "PermissionRequest" }),
    ],
    scope: { windows: [AMSTERDAM] },
    rows: [
      { since_ms: Date.parse(AMSTERDAM.since), day: "2026-11-18", calls: 1 },
      { since_ms: Date.parse(AMSTERDAM.since), day: "2026-11-19", calls: 2 },
    ],
  },
  "recorded-sessions": {
    lines: [
      entry(at("01T08:00:00")),
      entry({ ...at("18T10:00:00"), session_id: "s2" }),
      entry({ ...at("18T09:00:00"), session_id: "s2" }),
      entry({ ...at("18T09:30:00"), session_id: "s3", event: "PermissionRequest" }),
      entry({ ...at("18T09:40:00"), session_id: "s4", source: "import", tier: "none" }),
    ],
    rows: [{ session_id: "s2", first_ms: ms("18T09:00:00"), recording_ms: ms("01T08:00:00") }],
  },
  classes: {
    lines: [
      entry(ALLOW),
      entry(ALLOW),
      entry({ ...ALLOW, tier: "auto" }),
      entry({ tier: "llm", decision: "deny", llm_score: "RED" }),
      { ...entry(), tier: "manual", decision: "approve" },
    ],
    rows: [
      { ...classRow(2), tier: "allow", decision: "allow", class: "allow_rule" },
      { ...classRow(1), tier: "auto", decision: "allow", class: "allow_auto" },
      { ...classRow(1), tier: "llm", decision: "deny", class: "llm_red" },
      { ...classRow(1), tier: "none", decision: "none", class: "other" },
    ],
  },
  outcomes: {
    lines: [
      entry({ tool_use_id: "t1" }),
      after("t1", "PostToolUse", { outcome: "ok" }),
      entry({ tool_use_id: "t2" }),
      after("t2", "PostToolUseFailure", { outcome: "failed" }),
      entry({ tool_use_id: "t3" }),
      entry({ event: "PostToolBatch", batch: [{ tool_use_id: "t3", refused: true }] }),
      entry({ tool_use_id: "t4", ...DENY }),
      // The last of the week: a day later nobody has said anything.
      entry({ tool_use_id: "t5", ...at("22T23:00:00") }),
      entry({ tool_use_id: "t6", ...at("21T10:00:00") }),
    ],
    rows: [
      { outcome: "denied", calls: 1 },
      { outcome: "failed", calls: 1 },
      { outcome: "ok", calls: 1 },
      { outcome: "open", calls: 1 },
      { outcome: "refused", calls: 1 },
      { outcome: "unknown", calls: 1 },
    ],
  },
  denied: {
    lines: [
      entry({ ...DENY, subject: "rm -rf a" }),
      entry({
        ...DENY,
        subject: "rm -rf b",
        rule: "renamed",
        session_id: "b",
        ...at("19T10:00:00"),
      }),
      entry({ tier: "llm", decision: "deny", llm_score: "RED", subject: "nc -l" }),
      entry(ALLOW),
    ],
    rows: [
      {
        rule: "renamed",
        rule_id: "dd",
        rule_kind: "deny",
        calls: 2,
        sessions: 2,
        last_ms: ms("19T10:00:00"),
        example: "rm -rf b",
      },
      {
        rule: "the model",
        rule_id: "",
        rule_kind: "llm",
        calls: 1,
        sessions: 1,
        last_ms: ms("18T10:00:00"),
        example: "nc -l",
      },
    ],
  },
  fingerprints: {
    lines: [
      entry({ fingerprint: "Bash: ls", tool_use_id: "t1" }),
      after("t1", "PostToolUse", { outcome: "ok" }),
      entry({ fingerprint: "Bash: ls", tool_use_id: "t2", session_id: "b" }),
      entry({ event: "Stop", session_id: "b", ...at("18T10:01:00") }),
      entry({ fingerprint: "Bash: ls", tool_use_id: "t3", ...at("22T20:00:00") }),
      entry({ fingerprint: "Bash: rm", tool_use_id: "t4" }),
      after("t4", "PermissionDenied"),
    ],
    rows: [
      { ...fates("Bash: ls", 3), ok: 1, interrupted: 1, open: 1 },
      { ...fates("Bash: rm", 1), classifier_denied: 1 },
    ],
  },
  "fingerprint-sessions": {
    lines: [
      entry({ fingerprint: "Bash: ls", tool_use_id: "t1" }),
      entry({ fingerprint: "Bash: ls", tool_use_id: "t2", ...B }),
      entry({ fingerprint: "Bash: ls", tool_use_id: "t3", ...B }),
      entry({ fingerprint: "Bash: ls", tool_use_id: "t4", ...at("15T22:59:59"), session_id: "c" }),
      entry({ fingerprint: "Bash: rm", tool_use_id: "t5" }),
      after("t5", "PostToolUse", { outcome: "ok", session_id: "d" }),
    ],
    rows: [
      { fingerprint: "Bash: ls", sessions: 2 },
      { fingerprint: "Bash: rm", sessions: 1 },
    ],
  },
  "most-frequent": {
    lines: [
      entry({ fingerprint: "Bash: ls", tool_use_id: "t1" }),
      after("t1", "PostToolUse", { outcome: "ok" }),
      entry({ fingerprint: "Bash: ls", tool_use_id: "t2", session_id: "b" }),
      entry({ event: "Stop", session_id: "b", ...at("18T10:01:00") }),
      entry({ fingerprint: "Bash: ls", tool_use_id: "t3", ...at("22T20:00:00") }),
      entry({ fingerprint: "Bash: rm", tool_use_id: "t4" }),
      after("t4", "PermissionDenied"),
      entry({ fingerprint: "Bash: rm", tool_use_id: "t5" }),
      after("t5", "PostToolUseFailure"),
      ...["a", "b", "c", "d", "e", "f", "g", "h", "i"].map((letter) =>
        entry({ fingerprint: `Read: ${letter}` }),
      ),
    ],
    rows: [
      { ...frequent("Bash: ls", 3), sessions: 2, ok: 1, stopped: 1 },
      { ...frequent("Bash: rm", 2), failed: 1, stopped: 1 },
      ...["a", "b", "c", "d", "e", "f", "g", "h"].map((letter) => frequent(`Read: ${letter}`, 1)),
    ],
  },
  uncovered: {
    lines: [
      entry({ fingerprint: "Bash: ls", tool_use_id: "t1" }),
      after("t1", "Reconciled", { outcome: "refused" }),
      entry({ fingerprint: "Bash: ls", session_id: "b", tool_use_id: "t2" }),
      after("t2", "PostToolUse", { session_id: "b", outcome: "ok" }),
      entry({ fingerprint: "Bash: ls", session_id: "b", tool_use_id: "t3" }),
      after("t3", "PostToolUseFailure", { session_id: "b", outcome: "failed" }),
      entry({ fingerprint: "Bash: ls", passthrough_reason: "unattended" }),
      entry({ fingerprint: "Edit: src", tool: "Edit" }),
      entry({ fingerprint: "Bash: ls", ...ALLOW }),
    ],
    scope: { excludeTools: ["Edit"] },
    rows: [{ fingerprint: "Bash: ls", calls: 3, sessions: 2, ok: 1, failed: 1, refused: 1 }],
  },
  rules: {
    lines: [
      entry(ALLOW),
      entry({ ...ALLOW, rule: "git-2", session_id: "b", ...at("20T10:00:00") }),
      entry(ASK),
      entry(),
    ],
    rows: [
      {
        rule: "git-2",
        rule_id: "aa",
        rule_kind: "allow",
        rule_source: "config",
        hits: 2,
        sessions: 2,
        last_ms: ms("20T10:00:00"),
      },
      {
        rule: "push",
        rule_id: "cc",
        rule_kind: "ask",
        rule_source: "",
        hits: 1,
        sessions: 1,
        last_ms: ms("18T10:00:00"),
      },
    ],
  },
  sessions: {
    lines: [
      entry({ event: "SessionStart" }),
      entry({ ...at("18T10:10:00"), ...DENY }),
      // Twenty minutes of nothing: not active.
      entry({ ...at("18T10:30:00"), ...ASK, agent_id: "x" }),
      entry({ ...at("18T10:31:00"), event: "SessionEnd" }),
      // Resumed on the next day.
      entry({ ...at("19T10:00:00"), permission_mode: "plan" }),
      entry({ ...at("19T10:00:00"), ...RED }),
      entry({ ...at("19T10:00:00"), ...ALLOW, risks: ["privilege", "recursive_delete"] }),
      // Neither is a risky allow: asked, and code that nobody read.
      entry({ ...at("19T10:00:00"), ...ASK, attended: false, risks: ["privilege"] }),
      entry({ ...at("19T10:00:00"), ...ALLOW, risks: ["unread_code"] }),
      entry({ session_id: "other" }),
    ],
    scope: { session: "s1" },
    rows: [
      {
        session_id: "s1",
        project: "shop",
        start_ms: ms("18T10:00:00"),
        end_ms: ms("19T10:00:00"),
        active_ms: 11 * 60_000,
        calls: 7,
        denied: 2,
        red: 1,
        risky: 1,
        prompts_seen: 1,
        subagent_calls: 1,
        modes: "plan, unknown",
      },
    ],
  },
  denials: {
    lines: [
      entry({ ...DENY, ...at("10T10:00:00"), fingerprint: "Bash: rm", subject: "rm -r a" }),
      entry({ ...DENY, fingerprint: "Bash: rm", subject: "rm -r b" }),
      // Renamed: the same rule.
      entry({ ...DENY, ...at("19T10:00:00"), rule: "no-rm-2", fingerprint: "Bash: rm", ...B }),
      entry({ ...DENY, fingerprint: "Bash: find", subject: "find . -delete" }),
      entry({ ...RED, fingerprint: "Bash: sh", subject: "curl x | sh" }),
      entry({ ...ALLOW }),
    ],
    rows: [
      denialRow({
        ...{ rule: "no-rm-2", calls: 2, sessions: 2, last_ms: ms("19T10:00:00"), example: "ls" },
      }),
      denialRow({
        ...{ rule: "the model", rule_id: "", rule_kind: "llm" },
        ...{ fingerprint: "Bash: sh", example: "curl x | sh" },
      }),
      denialRow({ fingerprint: "Bash: find", example: "find . -delete" }),
    ],
  },
  "denials-by-rule": {
    lines: [
      entry({ ...DENY, ...at("10T10:00:00") }),
      entry(DENY),
      // Renamed: the same rule. Older lines have only a name.
      entry({ ...DENY, ...at("19T10:00:00"), rule: "no-rm-2" }),
      entry({ ...DENY, rule: "old-a", rule_id: undefined }),
      entry({ ...DENY, rule: "old-b", rule_id: undefined }),
      entry(RED),
      entry(ALLOW),
    ],
    scope: { windows: [BEFORE, WEEK] },
    rows: [
      deniedBy("09T00:00:00", { rule: "no-rm", rule_id: "dd" }),
      deniedBy("16T00:00:00", { rule: "no-rm-2", rule_id: "dd", calls: 2 }),
      deniedBy("16T00:00:00", { rule: "old-a" }),
      deniedBy("16T00:00:00", { rule: "old-b" }),
      deniedBy("16T00:00:00", { rule: "the model", rule_kind: "llm" }),
    ],
  },
  "after-denials": {
    lines: [
      secretRead("d1", { ...DENY, subject: "cat .env.live", ...at("18T10:00:00") }),
      // Reached by its name, by a risk alone, and by a call without an opinion that ran.
      step("a1", "source .env.live", { ...ALLOW, ...at("18T10:01:00") }),
      secretRead("a2", { ...ALLOW, subject: "tar cf x .", ...at("18T10:02:00") }),
      step("a3", "less ./.env.live", at("18T10:03:00")),
      after("a3", "PostToolUseFailure", { outcome: "failed" }),
      step("a4", "du -s //.env.live/ /srv/x", { ...ALLOW, ...at("18T10:05:00") }),
      // None of these: the same kind of call, not known to have run, refused, asked, too late,
      // in another session, of something else.
      secretRead("n1", { ...ALLOW, subject: "cat .env.live", fingerprint: "Bash: cat" }),
      step("n2", "vi .env.live", at("18T10:04:00")),
      step("n3", "nl .env.live", { ...ALLOW, ...at("18T10:04:00") }),
      after("n3", "Reconciled", { outcome: "refused" }),
      step("n4", "od .env.live", { ...at("18T10:04:00"), input_mac: "m4" }),
      entry({ event: "PermissionRequest", input_mac: "m4", ...at("18T10:04:01") }),
      after("n4", "PostToolUse", { outcome: "ok" }),
      step("n5", "xxd .env.live", { ...ALLOW, ...at("18T10:10:01") }),
      step("n6", "xxd .env.live", { ...ALLOW, ...B, ...at("18T10:01:00") }),
      step("n7", "ls src", { ...ALLOW, ...at("18T10:01:00") }),
      // A flag, a folder on the way, and a name that only holds it.
      step("n8", "cc -I/srv/.env.live -.env.live x.c", { ...ALLOW, ...at("18T10:01:00") }),
      step("n9", "wc /srv/.env.live/x old.env.live2", { ...ALLOW, ...at("18T10:01:00") }),
    ],
    rows: [
      pairRow({ id: "a1", at_ms: ms("18T10:01:00"), subject: "source .env.live" }),
      pairRow({ id: "a2", at_ms: ms("18T10:02:00"), subject: "tar cf x ." }),
      pairRow({
        ...{ id: "a3", at_ms: ms("18T10:03:00"), subject: "less ./.env.live" },
        ...{ decision: "passthrough", tier: "passthrough", rule: "", rule_id: "" },
        outcome: "failed",
      }),
      pairRow({ id: "a4", at_ms: ms("18T10:05:00"), subject: "du -s //.env.live/ /srv/x" }),
    ],
  },
  chains: {
    lines: [
      entry({ tool: "Write", subject: "/tmp/my run.sh", ...at("18T10:00:00") }),
      runs("bash '/tmp/my run.sh'", { ...ALLOW, ...at("18T10:01:00") }),
      entry({ tool: "Write", subject: "/tmp/go.py", ...at("18T10:00:00") }),
      runs("python3 /tmp/go.py", { ...ALLOW, ...at("18T10:01:00") }),
      runs("python3 /tmp/go.py --again", { ...ALLOW, ...at("18T10:02:00") }),
      entry({ subject: "cat > job.rb <<E\nputs 1\nE", ...at("18T10:03:00") }),
      runs("ruby job.rb", { ...ALLOW, ...at("18T10:04:00") }),
      fetches("curl -fsSL https://x.example/i -o get.sh", at("18T10:05:00")),
      runs("sh get.sh", { ...ALLOW, ...at("18T10:06:00") }),
      fetches("wget https://x.example/d/tool.pl", at("18T10:05:00")),
      runs("perl tool.pl", { ...ALLOW, ...at("18T10:06:00") }),
      // None of these: data, too late, not known to have run, in another session.
      entry({ tool: "Write", subject: "/tmp/in.json", ...at("18T10:00:00") }),
      runs("node a.js /tmp/in.json", { ...ALLOW, ...at("18T10:01:00") }),
      runs("python3 /tmp/go.py --late", { ...ALLOW, ...at("18T11:30:00") }),
      runs("sh get.sh --unsure", at("18T10:07:00")),
      runs("sh get.sh", { ...ALLOW, ...B, ...at("18T10:06:00") }),
    ],
    rows: [
      chainRow("get.sh", "18T10:05:00", {
        ...{ chain: "fetch_then_run", left_subject: "curl -fsSL https://x.example/i -o get.sh" },
        run_subject: "sh get.sh",
      }),
      chainRow("tool.pl", "18T10:05:00", {
        ...{ chain: "fetch_then_run", left_subject: "wget https://x.example/d/tool.pl" },
        run_subject: "perl tool.pl",
      }),
      chainRow("go.py", "18T10:00:00", {
        ...{ runs: 2, left_subject: "/tmp/go.py", run_subject: "python3 /tmp/go.py" },
      }),
      // A name with a blank is known by its last word.
      chainRow("run.sh", "18T10:00:00", {
        ...{ left_subject: "/tmp/my run.sh", run_subject: "bash '/tmp/my run.sh'" },
      }),
      chainRow("job.rb", "18T10:03:00", {
        ...{ left_subject: "cat > job.rb <<E\nputs 1\nE", run_subject: "ruby job.rb" },
      }),
    ],
  },
  "risky-allows": {
    lines: [
      risky(["recursive_delete", "privilege"], { ...ALLOW, subject: "sudo rm -r a" }),
      risky(["privilege"], { ...ALLOW, ...B, ...at("19T10:00:00"), subject: "sudo ls" }),
      risky(["privilege"], { ...GREEN, fingerprint: "Bash: su", subject: "su" }),
      risky(["secret_read"], { ...ALLOW, fingerprint: "Bash: cat", subject: "cat .env" }),
      // None of these: not allowed, or no risk that is told here.
      risky(["privilege"], DENY),
      risky(["privilege"], {}),
      risky(["unread_code"], ALLOW),
    ],
    rows: [
      {
        ...{ risk: "secret_read", fingerprint: "Bash: cat", calls: 1, sessions: 1 },
        ...{ last_ms: ms("18T10:00:00"), example: "cat .env", rule: "git", tier: "allow" },
      },
      {
        ...{ risk: "privilege", fingerprint: "Bash: sudo", calls: 2, sessions: 2 },
        ...{ last_ms: ms("19T10:00:00"), example: "sudo ls", rule: "git", tier: "allow" },
      },
      {
        ...{ risk: "privilege", fingerprint: "Bash: su", calls: 1, sessions: 1 },
        ...{ last_ms: ms("18T10:00:00"), example: "su", rule: "", tier: "llm" },
      },
    ],
  },
  "first-seen": {
    lines: [
      // Too long ago to be remembered, by a week; and what is known from before.
      entry({ ...at("05T10:00:00"), programs: ["make"], tool: "Edit" }),
      entry({ ...at("10T10:00:00"), ...ALLOW, programs: ["git"], hosts: ["a.example"] }),
      imported("old", { ...at("10T10:00:00"), programs: ["cargo"] }),
      entry({ ...ALLOW, programs: ["git", "make"], hosts: ["a.example", "b.example"] }),
      entry({ ...at("17T10:00:00"), ...DENY, programs: ["cargo", "make"], session_id: "b" }),
      entry({ tool: "mcp__linear__list", mcp_server: "linear", project: "infra" }),
      // Reported after the fact, and a try of our own: nothing was seen.
      entry({ event: "Reconciled", tool: "Other", programs: ["gcc"] }),
      entry({ source: "canary", programs: ["canary"] }),
    ],
    scope: { lookBackDays: 7 },
    rows: [
      newRow("host", "b.example", {}),
      newRow("mcp_server", "linear", { project: "infra" }),
      newRow("program", "make", {
        ...{ calls: 2, sessions: 2, first_ms: ms("17T10:00:00"), session_id: "b" },
      }),
      newRow("project", "infra", { project: "infra" }),
      newRow("rule", "dd", { label: "no-rm", first_ms: ms("17T10:00:00"), session_id: "b" }),
    ],
  },
  projects: {
    lines: [
      entry({ input_mac: "m1" }),
      entry({ event: "PermissionRequest", input_mac: "m1", ...at("18T10:00:01") }),
      entry({ ...ALLOW, ...B }),
      entry({ ...DENY }),
      // Not in the ratio: asked, talking, in a mode of its own, excluded.
      entry({ ...ASK }),
      entry({ tool: "ExitPlanMode" }),
      entry({ permission_mode: "auto" }),
      entry({ tool: "Edit" }),
      entry({ project: "infra", passthrough_reason: "unattended" }),
    ],
    scope: { excludeTools: ["Edit"] },
    rows: [
      {
        ...{ project: "shop", calls: 7, sessions: 2, denied: 1, prompts_seen: 2 },
        ...{ k: 1, n: 3 },
      },
      { project: "infra", calls: 1, sessions: 1, denied: 0, prompts_seen: 0, k: 0, n: 1 },
    ],
  },
  tools: {
    lines: [
      entry({ tool_use_id: "t1" }),
      after("t1", "PostToolUseFailure", { outcome: "failed" }),
      entry({ tool_use_id: "t2" }),
      after("t2", "Reconciled", { outcome: "refused" }),
      entry({ tool: "Edit" }),
    ],
    rows: [
      { tool_name: "Bash", calls: 2, failed: 1, refused: 1 },
      { tool_name: "Edit", calls: 1, failed: 0, refused: 0 },
    ],
  },
  "mcp-servers": {
    lines: [
      entry({ tool: "mcp__linear__create", mcp_server: "linear", tool_use_id: "t1" }),
      after("t1", "PostToolUseFailure", { outcome: "failed" }),
      entry({ tool: "mcp__linear__list", mcp_server: "linear" }),
      entry(),
    ],
    rows: [{ mcp_server: "linear", calls: 2, failed: 1, refused: 0 }],
  },
  "native-error": {
    lines: [
      entry({ native: "prompt", tool_use_id: "t1", input_mac: "m1" }),
      entry({ event: "PermissionRequest", input_mac: "m1", ...at("18T10:00:01") }),
      entry({ native: "prompt", input_mac: "m2" }),
      // Read from transcripts: one that settings allowed, one by the user, one that nobody tells.
      imported("t3"),
      imported("t3", { event: "PostToolUse", approval: "config", outcome: "ok" }),
      imported("t4"),
      imported("t4", { event: "PostToolUse", approval: "user_always", outcome: "ok" }),
      imported("t5"),
      imported("t5", { event: "PostToolUse", approval: "unknown", outcome: "ok" }),
      // These tell nothing: ours, nobody there, called otherwise, too long ago.
      entry({ native: "prompt", ...ALLOW }),
      entry({ native: "prompt", attended: false }),
      entry({ native: "no_prompt" }),
      entry({ native: "prompt", at: "2026-10-20T10:00:00.000Z" }),
    ],
    rows: [{ told: 4, prompted: 2 }],
  },
  cube: {
    lines: [
      entry({ ...at("15T23:30:00") }),
      entry({ ...at("16T23:30:00"), project: "infra", tool_use_id: "t1", input_mac: "m1" }),
      entry({ event: "PermissionRequest", input_mac: "m1", ...at("16T23:30:01") }),
      entry({ ...ALLOW, native: "prompt" }),
      entry({ ...ALLOW, native: "no_prompt" }),
      entry({ ...DENY, tool: "Edit" }),
      entry({ ...ASK }),
      entry({ ...ASK, attended: false }),
      entry(FAILED),
      // Of these none is of the ratio, and the last two are no calls.
      entry({ tool: "ExitPlanMode" }),
      entry({ permission_mode: "auto" }),
      entry({ passthrough_reason: "unattended" }),
      entry({ tool: "Read" }),
      entry({ source: "canary" }),
      entry({ event: "PostToolUse", outcome: "ok" }),
    ],
    scope: { windows: [AMSTERDAM], excludeTools: ["Read"] },
    rows: [
      { ...cubeRow("17", "infra", "Bash", "passthrough", 1), prompts: 1, k: 1, n: 1 },
      { ...cubeRow("18", "shop", "Bash", "allow", 2), saved: 1, n: 2 },
      { ...cubeRow("18", "shop", "Bash", "ask", 2), asked: 2, prompts: 1 },
      { ...cubeRow("18", "shop", "Bash", "llm", 1), errors: 1 },
      { ...cubeRow("18", "shop", "Bash", "passthrough", 2), n: 1 },
      { ...cubeRow("18", "shop", "Edit", "deny", 1), denied: 1, n: 1 },
      cubeRow("18", "shop", "ExitPlanMode", "passthrough", 1),
      cubeRow("18", "shop", "Read", "passthrough", 1),
    ],
  },
  "calls-behind": {
    lines: [
      entry({ id: "old", ...at("10T10:00:00") }),
      entry({ id: "c1", ...at("17T10:00:00"), ...DENY, rule: "no-rm-old-name" }),
      entry({ id: "c2", ...at("18T10:00:00"), ...DENY, session_id: "b", subject: "x".repeat(400) }),
      entry({ id: "c3", ...at("18T11:00:00"), fingerprint: "Bash: make" }),
      entry({ id: "c4", ...at("18T11:00:00"), fingerprint: "Bash: make", permission_mode: "auto" }),
      entry({ id: "c5", ...at("22T23:30:00"), fingerprint: "Bash: make" }),
      entry({ id: "c6", source: "canary" }),
    ],
    scope: { windows: [{ ...AMSTERDAM, since: WEEK.since, until: WEEK.until }] },
    rows: [
      behindRow("c5", ms("22T23:30:00"), {
        day: "2026-11-23",
        fingerprint: "Bash: make",
        uncovered_place: 1,
      }),
      // At the same moment the greater id is the newer.
      behindRow("c4", ms("18T11:00:00"), {
        fingerprint: "Bash: make",
        rule_place: 2,
        class_place: 2,
        session_place: 2,
        fingerprint_place: 2,
      }),
      behindRow("c3", ms("18T11:00:00"), {
        fingerprint: "Bash: make",
        rule_place: 3,
        class_place: 3,
        session_place: 3,
        fingerprint_place: 3,
        uncovered_place: 2,
      }),
      behindRow("c2", ms("18T10:00:00"), {
        ...DENIED_ROW,
        session_id: "b",
        subject: "x".repeat(300),
      }),
      behindRow("c1", ms("17T10:00:00"), {
        ...DENIED_ROW,
        day: "2026-11-17",
        rule: "no-rm-old-name",
        rule_place: 2,
        class_place: 2,
        session_place: 4,
        fingerprint_place: 2,
      }),
    ],
  },
  "grant-breadth": {
    lines: [
      // 91 days before the window's end, and 89.
      entry({ ...ALLOW, at: "2026-08-24T00:00:00.000Z" }),
      entry({ ...ALLOW, at: "2026-08-26T00:00:00.000Z", fingerprint: "Bash: git log" }),
      entry({ ...ALLOW, rules_used: ["aa", "ab"], ...B, fingerprint: "Bash: git" }),
      entry({ ...ALLOW, rule: "git-2", rules_used: ["aa"], ...at("19T10:00:00") }),
      // Without a rule that it is named after.
      entry({ ...ALLOW, rule_id: undefined, rules_used: ["ab", "ac"] }),
      entry(DENY),
      entry({ ...ALLOW, ...at("23T10:00:00") }),
      entry(),
    ],
    rows: [
      { rule_id: "aa", calls: 3, fingerprints: 3 },
      { rule_id: "ab", calls: 2, fingerprints: 2 },
      { rule_id: "ac", calls: 1, fingerprints: 1 },
    ],
  },
  "used-grants": {
    lines: [
      // Of the window before alone: 91 days before this one's end. Then the day after.
      entry({ ...ALLOW, at: "2026-08-24T00:00:00.000Z" }),
      entry({ ...ALLOW, rule: "make", rule_id: "mm", at: "2026-08-25T00:00:00.000Z" }),
      entry({ ...ALLOW, rules_used: ["aa", "ab"], ...B }),
      entry(DENY),
      // After its end, and before the first span.
      entry({ ...ALLOW, rule: "later", rule_id: "ll", ...at("23T10:00:00") }),
      entry({ ...ALLOW, rule: "old", rule_id: "oo", at: "2026-08-17T23:59:59.000Z" }),
      entry(),
    ],
    scope: { windows: [BEFORE, WEEK] },
    rows: [
      { since_ms: Date.parse(BEFORE.since), rule_id: "aa" },
      { since_ms: Date.parse(BEFORE.since), rule_id: "mm" },
      { since_ms: Date.parse(WEEK.since), rule_id: "aa" },
      { since_ms: Date.parse(WEEK.since), rule_id: "ab" },
      { since_ms: Date.parse(WEEK.since), rule_id: "mm" },
    ],
  },
  "ask-answers": {
    lines: [
      entry({ ...ASK, tool_use_id: "t1" }),
      after("t1", "PostToolUse", { outcome: "ok" }),
      entry({ ...ASK, tool_use_id: "t2", rule: "push-2", ...at("19T10:00:00") }),
      after("t2", "PostToolUseFailure", { outcome: "failed", ...at("19T10:01:00") }),
      entry({ ...ASK, tool_use_id: "t3", ...B, fingerprint: "Bash: push" }),
      after("t3", "Reconciled", { session_id: "b", outcome: "refused" }),
      // Settings let it run; open; nobody was there; the model asked.
      entry({ ...ASK, tool_use_id: "t4" }),
      after("t4", "PostToolUse", { outcome: "ok" }),
      after("t4", "Reconciled", { outcome: "ok", approval: "config" }),
      entry({ ...ASK, tool_use_id: "t5" }),
      entry({ ...ASK, attended: false }),
      entry({ ...YELLOW, rule_id: "cc" }),
    ],
    rows: [
      {
        ...{ rule_id: "cc", rule: "push-2", asked: 5, sessions: 2, fingerprints: 2 },
        ...{ yes: 2, no: 1, last_ms: ms("19T10:00:00") },
      },
    ],
  },
  "slow-answers": {
    lines: [
      ...[100, 200, 300].map((llm_latency_ms) =>
        entry({ ...GREEN, ...at("10T10:00:00"), llm_latency_ms }),
      ),
      // Too long ago.
      entry({ ...GREEN, at: "2026-10-18T10:00:00.000Z", llm_latency_ms: 9000 }),
      entry({ ...GREEN, llm_latency_ms: 290 }),
      entry({ ...YELLOW, llm_latency_ms: 291 }),
      entry({ ...FAILED, llm_latency_ms: 8000 }),
      entry(GREEN),
    ],
    rows: [{ answers: 3, slower: 2, p95_ms: 7229.1, base_answers: 3, base_p95_ms: 290 }],
  },
  "decisions-by-tool": {
    lines: [
      entry({ ...ALLOW, tool_use_id: "t1", agent_id: "x", agent_type: "Explore" }),
      after("t1", "PostToolUseFailure", { outcome: "failed" }),
      entry({ ...ASK, ...B, agent_id: "y" }),
      entry({ tool: "mcp__linear__list", mcp_server: "linear", tool_use_id: "t2" }),
      after("t2", "Reconciled", { outcome: "refused" }),
      entry({ tool: "mcp__linear__get", mcp_server: "linear", ...DENY }),
    ],
    rows: [
      { ...byTool("agent", ""), asked: 1, prompts_seen: 1 },
      { ...byTool("agent", "Explore"), allowed: 1, failed: 1 },
      { ...byTool("mcp_server", "linear", 2), denied: 1, no_opinion: 1, refused: 1 },
      {
        ...byTool("tool", "Bash", 2),
        ...{ sessions: 2, allowed: 1, asked: 1, prompts_seen: 1, failed: 1 },
      },
      { ...byTool("tool", "mcp__linear__get"), denied: 1 },
      { ...byTool("tool", "mcp__linear__list"), no_opinion: 1, refused: 1 },
    ],
  },
  "decision-mix": {
    lines: [
      entry(ALLOW),
      entry(ALLOW),
      entry(),
      entry({ ...B, ...ALLOW }),
      entry({ ...B, ...DENY }),
    ],
    rows: [
      { class: "allow_rule", sessions: 2, n: 5, k: 3, kk: 4 + 1, kn: 6 + 2, nn: 9 + 4 },
      { class: "deny_rule", sessions: 2, n: 5, k: 1, kk: 1, kn: 2, nn: 9 + 4 },
      { class: "passthrough", sessions: 2, n: 5, k: 1, kk: 1, kn: 3, nn: 9 + 4 },
    ],
  },
  "asked-again": {
    lines: [
      // Granted 20 days ago, then asked about twice.
      entry({ ...ALLOW, input_mac: "m1", at: "2026-10-29T10:00:00.000Z" }),
      ...asksAgain("m1", "17T10:00:00", "s1"),
      ...asksAgain("m1", "18T10:00:00", "b"),
      // Learned from: that call itself was asked about before.
      ...asksAgain("m2", "16T10:00:00", "s1", "t2"),
      entry({
        ...PROMOTION,
        ...LEARNED,
        ...at("16T10:05:00"),
        decision: "promoted",
        tool_use_id: "t2",
      }),
      ...asksAgain("m2", "19T10:00:00", "b"),
      // None of these: another input, elsewhere, granted later, too long ago.
      ...asksAgain("m3", "18T10:00:00", "s1"),
      entry({ ...ALLOW, input_mac: "m4", cwd: "/other" }),
      ...asksAgain("m4", "19T10:00:00", "s1"),
      ...asksAgain("m5", "18T10:00:00", "s1"),
      entry({ ...ALLOW, input_mac: "m5", ...at("19T10:00:00") }),
      entry({ ...ALLOW, input_mac: "m6", at: "2026-10-16T10:00:00.000Z" }),
      ...asksAgain("m6", "18T10:00:00", "s1"),
    ],
    rows: [
      {
        ...{ rule_id: "aa", rule: "git", calls: 2, sessions: 2, fingerprint: "Bash: ls" },
        ...{ first_ms: ms("17T10:00:00"), last_ms: ms("18T10:00:00") },
      },
      {
        ...{ rule_id: "a1", rule: "learned-make", calls: 1, sessions: 1, fingerprint: "Bash: ls" },
        ...{ first_ms: ms("19T10:00:00"), last_ms: ms("19T10:00:00") },
      },
    ],
  },
  friction: {
    lines: [
      // Claude Code asked, and it ran; 20 days ago a rule asked, and it was refused.
      entry({ fingerprint: "Bash: push", tool_use_id: "t1", input_mac: "m1" }),
      entry({ event: "PermissionRequest", input_mac: "m1", ...at("18T10:00:01") }),
      after("t1", "PostToolUseFailure", { outcome: "failed" }),
      entry({ fingerprint: "Bash: push", ...ASK, tool_use_id: "t2", ...B, ...at("02T10:00:00") }),
      after("t2", "Reconciled", { session_id: "b", outcome: "refused" }),
      // The kind is granted, too; not asked: nobody was there.
      entry({ fingerprint: "Bash: push", ...ALLOW }),
      entry({ fingerprint: "Bash: push", ...ASK, attended: false }),
      // Allowed by us, and asked all the same.
      entry({ fingerprint: "Bash: log", ...ALLOW, tool_use_id: "t3", input_mac: "m3" }),
      entry({ event: "PermissionRequest", input_mac: "m3", ...at("18T10:00:01") }),
      // From before the install: one by the user, one by settings, one refused.
      imported("t4", { fingerprint: "Bash: ls", at: "2026-08-01T10:00:00.000Z" }),
      imported("t4", { event: "PostToolUse", approval: "user_once", outcome: "ok" }),
      imported("t5", { fingerprint: "Bash: ls" }),
      imported("t5", { event: "PostToolUse", approval: "config", outcome: "ok" }),
      imported("t6", { fingerprint: "Bash: ls", ...at("17T10:00:00") }),
      imported("t6", { event: "Reconciled", outcome: "refused", approval: "none" }),
      entry({ fingerprint: "Bash: never asked" }),
    ],
    rows: [
      {
        ...asks("Bash: push", ms("18T10:00:00")),
        ...{ hits: 2, hits_30: 2, sessions: 2, yes: 1, no: 1, failed: 1 },
        ...{ by_ask_rule: 1, ask_rule: "push", granted_by: "git", granted: 1 },
      },
      {
        ...asks("Bash: ls", ms("17T10:00:00")),
        ...{ hits: 2, yes: 1, no: 1, imported: 2 },
      },
      {
        ...asks("Bash: log", ms("18T10:00:00")),
        ...{ though_allowed: 1, allow_rule: "git", granted_by: "git", granted: 1 },
      },
    ],
  },
  coverage: {
    lines: [
      entry({ tool_use_id: "t1", hook_ms: 10 }),
      after("t1", "PostToolUse", { outcome: "ok" }),
      entry({ fingerprint: "Bash: ls ~", hook_ms: 30 }),
      entry({ ...at("22T23:30:00"), hook_ms: 20 }),
      entry({ source: "replay", hook_ms: 0, ...at("22T23:30:00") }),
      entry({ event: "Unreadable", session_id: "" }),
      entry({ source: "canary" }),
      entry({ source: "canary", ...at("19T10:00:00") }),
      after("t1", "Reconciled", { outcome: "interrupted", ...at("18T10:06:00") }),
      imported("missed", { ...at("18T10:07:00"), session_id: "m" }),
      imported("before", at("17T10:07:00")),
      "not json",
    ],
    rows: [
      {
        entries: 9,
        unreadable_events: 1,
        open_calls: 2,
        cut_inputs: 1,
        hook_p50_ms: 20,
        hook_p95_ms: 29,
        canary_ms: ms("19T10:00:00"),
        missed_calls: 1,
        missed_sessions: 1,
        told_calls: 1,
      },
    ],
  },
  "session-stops": {
    lines: [
      entry({ ...RED, session_id: "a", fingerprint: "Bash: curl" }),
      entry({ ...RED, session_id: "a", fingerprint: "Bash: curl", ...at("18T10:00:05") }),
      entry({ ...DENY, session_id: "a", fingerprint: "Bash: rm" }),
      entry({ tier: "floor", decision: "deny", rule: "own-files", rule_id: "ee", ...B }),
      entry({ ...ALLOW }),
      entry({ ...YELLOW }),
    ],
    rows: [
      stop({
        session_id: "a",
        by: "llm",
        fingerprint: "Bash: curl",
        calls: 2,
        last: "18T10:00:05",
      }),
      stop({ session_id: "a", by: "deny", rule: "no-rm", rule_id: "dd", fingerprint: "Bash: rm" }),
      stop({ session_id: "b", by: "floor", rule: "own-files", rule_id: "ee" }),
    ],
  },
  "denials-by-window": {
    lines: [
      entry({ ...at("10T10:00:00"), ...DENY }),
      entry({ ...DENY, session_id: "a" }),
      entry({ ...RED, session_id: "a" }),
      entry({ ...DENY, ...B }),
      entry({ ...ALLOW, session_id: "c" }),
    ],
    scope: { windows: [BEFORE, WEEK] },
    rows: [
      { since_ms: ms("09T00:00:00"), calls: 1, denied: 1, sessions: 1, most_in_session: 1 },
      { since_ms: ms("16T00:00:00"), calls: 4, denied: 3, sessions: 2, most_in_session: 2 },
    ],
  },
  appearances: {
    lines: [
      entry({ ...at("02T10:00:00"), programs: ["git"] }),
      entry({ ...at("18T10:00:00"), programs: ["git", "jq"], hosts: ["example.org"], ...LEARNED }),
      // An hour later it is no news; in another project it is.
      entry({ ...at("18T11:00:00"), programs: ["jq"] }),
      entry({ ...at("18T12:00:00"), project: "infra", tool: "mcp__db__ask", mcp_server: "db" }),
      entry({ ...at("18T13:00:00"), source: "canary", programs: ["canary"] }),
    ],
    rows: [
      appeared("host", "example.org", { by_learned: 1 }),
      appeared("program", "git", { by_learned: 1, before_ms: ms("02T10:00:00") }),
      appeared("program", "jq", { by_learned: 1 }),
      appeared("tool", "Bash", { by_learned: 1, before_ms: ms("02T10:00:00") }),
      appeared("mcp_server", "db", {
        ...{ project: "infra", at_ms: ms("18T12:00:00"), project_since_ms: ms("18T12:00:00") },
      }),
    ],
  },
  "bypass-sessions": {
    lines: [
      entry({ permission_mode: "bypassPermissions", session_id: "a" }),
      entry({ permission_mode: "bypassPermissions", session_id: "a", ...at("19T10:00:00") }),
      entry({ permission_mode: "dontAsk", ...B, ...at("19T10:00:00") }),
      entry({ permission_mode: "auto" }),
      // It began before the window.
      entry({ permission_mode: "dontAsk", session_id: "c", ...at("10T10:00:00") }),
      entry({ permission_mode: "dontAsk", session_id: "c" }),
    ],
    rows: [
      began({ session_id: "a", permission_mode: "bypassPermissions", calls: 2 }, "18T10:00:00"),
      began({ session_id: "b", permission_mode: "dontAsk", calls: 1 }, "19T10:00:00"),
    ],
  },
  "model-failures": {
    lines: [
      entry({ ...FAILED, ...at("17T10:00:00") }),
      entry({ ...GREEN, llm_latency_ms: 5, ...at("17T11:00:00") }),
      entry({ ...FAILED, ...at("17T12:00:00"), ...B }),
      entry({ ...FAILED, ...at("17T13:00:00"), llm_error: "http 429" }),
      // Remembered: nobody was asked.
      entry({ ...GREEN, ...at("17T14:00:00") }),
      entry(),
    ],
    rows: [
      {
        ...{ since_ms: ms("16T00:00:00"), asked: 4, sessions: 2, errors: 3 },
        ...{ failed_in_a_row: 2, answered_in_a_row: 0, last_error: "http 429" },
      },
    ],
  },
  "model-latency-steps": {
    lines: [
      entry({ ...GREEN, llm_latency_ms: 100 }),
      entry({ ...RED, llm_latency_ms: 101 }),
      entry({ ...YELLOW, llm_latency_ms: 2000 }),
      entry({ ...FAILED, llm_latency_ms: 8000 }),
      entry(GREEN),
    ],
    rows: [
      { since_ms: ms("16T00:00:00"), upto_ms: 1.05 ** 95, calls: 2 },
      { since_ms: ms("16T00:00:00"), upto_ms: 1.05 ** 156, calls: 1 },
    ],
  },
  "hook-error-ratio": {
    lines: [
      entry({ ...FAILED, session_id: "a" }),
      entry({ session_id: "a" }),
      entry({ ...ALLOW, ...B }),
      entry({ ...FAILED, tool: "Edit" }),
      entry({ tool: "ExitPlanMode" }),
    ],
    scope: { excludeTools: ["Edit"] },
    rows: [{ since_ms: ms("16T00:00:00"), sessions: 2, n: 3, k: 1, kk: 1, kn: 2, nn: 5, kkn: 0.5 }],
  },
  "learned-breadth": {
    lines: [
      entry({ ...LEARNED, fingerprint: "Bash: make", session_id: "a" }),
      entry({ ...LEARNED, fingerprint: "Bash: make all", risks: ["upload"], ...B }),
      entry({ ...LEARNED, rules_used: ["a1", "a2"], fingerprint: "Bash: make", session_id: "a" }),
      entry(ALLOW),
    ],
    rows: [
      breadth({ rule_id: "a1", calls: 3, sessions: 2, fingerprints: 2, risky: 1, risk: "upload" }),
      breadth({ rule_id: "a2", calls: 1, sessions: 1, fingerprints: 1, risky: 0, risk: "" }),
    ],
  },
};

function deniedBy(week: string, parts: Partial<MetricRow<"denials-by-rule">>) {
  return {
    ...{ since_ms: ms(week), rule: "", rule_id: "", rule_kind: "deny", calls: 1, ...parts },
  };
}

function denialRow(parts: Partial<MetricRow<"denials">>): MetricRow<"denials"> {
  return {
    ...{ rule: "no-rm", rule_id: "dd", rule_kind: "deny" },
    ...{ fingerprint: "Bash: rm", calls: 1, sessions: 1, last_ms: ms("18T10:00:00") },
    example: "rm -r b",
    ...parts,
  };
}

function stop(given: Partial<MetricRow<"session-stops">> & { readonly last?: string }) {
  const { last = "18T10:00:00", ...parts } = given;
  return {
    ...{ since_ms: ms("16T00:00:00"), project: "shop", session_id: "", by: "deny" as const },
    ...{ rule: "", rule_id: "", fingerprint: "Bash: ls", calls: 1, last_ms: ms(last) },
    ...parts,
  };
}

/** A call of a shell line whose id is also that of its entry. */
function step(id: string, subject: string, parts: object = {}): unknown {
  const fingerprint = `Bash: ${subject.split(" ")[0]}`;
  return entry({ id, tool_use_id: id, subject, fingerprint, cwd: "/w", ...parts });
}

function secretRead(id: string, parts: EntryParts & { readonly subject: string }): unknown {
  return step(id, parts.subject, { risks: ["secret_read"], ...parts });
}

function pairRow(parts: Partial<MetricRow<"after-denials">>): MetricRow<"after-denials"> {
  const tool_input = '{"command":"ls"}';
  return {
    ...{ session_id: "s1", project: "shop", denied_id: "d1", denied_ms: ms("18T10:00:00") },
    ...{ denied_tool: "Bash", denied_subject: "cat .env.live", denied_input: tool_input },
    ...{ denied_cwd: "/w", denied_tier: "deny", denied_rule: "no-rm", denied_rule_id: "dd" },
    ...{ id: "", at_ms: 0, tool_name: "Bash", subject: "", tool_input, cwd: "/w" },
    ...{ decision: "allow", tier: "allow", rule: "git", rule_id: "aa", outcome: "" },
    ...parts,
  };
}

function runs(subject: string, parts: object): unknown {
  return entry({ subject, risks: ["unread_code"], ...parts });
}

function fetches(subject: string, parts: object): unknown {
  return entry({ subject, programs: [subject.split(" ")[0] ?? ""], ...parts });
}

/** Run a minute after it was left there. */
function chainRow(
  file: string,
  left: string,
  parts: Partial<MetricRow<"chains">>,
): MetricRow<"chains"> {
  return {
    ...{ chain: "write_then_run", file, session_id: "s1", project: "shop", runs: 1 },
    ...{ left_ms: ms(left), left_subject: "", run_ms: ms(left) + 60_000, run_subject: "" },
    rule: "git",
    ...parts,
  };
}

function risky(
  risks: ("privilege" | "recursive_delete" | "secret_read" | "unread_code")[],
  parts: object,
) {
  return entry({ fingerprint: "Bash: sudo", risks, ...parts });
}

function newRow(
  kind: MetricRow<"first-seen">["kind"],
  name: string,
  parts: Partial<MetricRow<"first-seen">>,
): MetricRow<"first-seen"> {
  return {
    ...{ kind, name, label: name, calls: 1, sessions: 1, projects: 1 },
    ...{ first_ms: ms("18T10:00:00"), project: "shop", session_id: "s1", known: true },
    ...parts,
  };
}

function appeared(
  what: MetricRow<"appearances">["what"],
  name: string,
  parts: Partial<MetricRow<"appearances">>,
) {
  return {
    ...{ since_ms: ms("16T00:00:00"), what, name, project: "shop", session_id: "s1" },
    ...{ at_ms: ms("18T10:00:00"), before_ms: null, project_since_ms: ms("02T10:00:00") },
    ...{ by_learned: 0, ...parts },
  };
}

function began(
  parts: Pick<MetricRow<"bypass-sessions">, "session_id" | "permission_mode" | "calls">,
  when: string,
) {
  return { since_ms: ms("16T00:00:00"), project: "shop", at_ms: ms(when), ...parts };
}

function breadth(parts: Omit<MetricRow<"learned-breadth">, "since_ms">) {
  return { since_ms: ms("16T00:00:00"), ...parts };
}

function asked(prompted: number, yes: number, no: number, by_others: number) {
  return { prompted, yes, no, by_others };
}

/** A call without an opinion of ours, and Claude Code's request a second later. */
function asksAgain(
  input_mac: string,
  when: string,
  session_id: string,
  id = `${input_mac}${when}`,
) {
  return [
    entry({ input_mac, session_id, tool_use_id: id, ...at(when) }),
    entry({ event: "PermissionRequest", input_mac, session_id, ...at(when.replace(/0$/, "1")) }),
  ];
}

function byTool(part: "tool" | "mcp_server" | "agent", name: string, calls = 1) {
  const decided = { allowed: 0, asked: 0, denied: 0, no_opinion: 0 };
  return { part, name, calls, sessions: 1, ...decided, prompts_seen: 0, failed: 0, refused: 0 };
}

function asks(fingerprint: string, last_ms: number) {
  const hits = { hits: 1, hits_7: 1, hits_30: 1, sessions: 1, yes: 0, no: 0, failed: 0 };
  const by = { by_ask_rule: 0, by_model: 0, though_allowed: 0, imported: 0 };
  const rules = { ask_rule: "", allow_rule: "", granted_by: "", granted: 0 };
  return { fingerprint, ...hits, ...by, ...rules, last_ms };
}

function miss(clause: string, found: string, rule_id = "r1") {
  return { rule: "node", rule_id, clause, found };
}

function ratioRow(project: string | null) {
  return { since_ms: ms("16T00:00:00"), project };
}

function cubeRow(day: string, project: string, tool_name: string, tier: Tier, calls: number) {
  const none = { denied: 0, asked: 0, prompts: 0, saved: 0, errors: 0, k: 0, n: 0 };
  return { day: `2026-11-${day}`, project, tool_name, tier, calls, ...none };
}

/** The newest of everything that it belongs to, unless the parts say otherwise. */
function behindRow(
  id: string,
  at_ms: number,
  parts: Partial<MetricRow<"calls-behind">>,
): MetricRow<"calls-behind"> {
  return {
    id,
    at_ms,
    day: "2026-11-18",
    session_id: "s1",
    project: "shop",
    tool_name: "Bash",
    tier: "passthrough",
    class: "passthrough",
    fingerprint: "Bash: ls",
    subject: "ls",
    rule: "",
    rule_id: "",
    rule_kind: "passthrough",
    rule_place: 1,
    class_place: 1,
    session_place: 1,
    fingerprint_place: 1,
    uncovered_place: null,
    ...parts,
  };
}

function classRow(calls: number) {
  return { since_ms: ms("16T00:00:00"), calls };
}

function imported(id: string, parts: object = {}): unknown {
  const common = { tool_use_id: id, source: "import", tier: "none", decision: "none" } as const;
  return entry({ ...common, native: "prompt", ...parts });
}

function frequent(fingerprint: string, calls: number) {
  return { fingerprint, calls, sessions: 1, ok: 0, failed: 0, stopped: 0, kinds: 11 };
}

function fates(fingerprint: string, calls: number) {
  const none = { ok: 0, failed: 0, refused: 0, denied: 0, classifier_denied: 0 };
  return { fingerprint, calls, open: 0, ...none, interrupted: 0, unknown: 0 };
}
