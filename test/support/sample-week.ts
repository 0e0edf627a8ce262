import type { Facts, MetricRows } from "../../src/findings/facts.ts";
import { coverageRow, denial, facts, latency, passthrough, scorecard, weekStart } from "./facts.ts";
import { SAMPLE_LEARNING } from "./sample-learning.ts";

/**
 * The week that the digest was drawn with: 1,850 calls of which 14 denied, and a new MCP server
 * behind 118 of 214 passthroughs. Its figures agree with each other.
 */
export function sampleWeek(other: Partial<Facts> = {}): Facts {
  return facts(sampleRows(), {
    log: {
      bad_lines: 0,
      files: 2,
      anchor: { line: 48_211, sha256: `5f0c${"0".repeat(56)}a91e` },
      fallback: false,
    },
    learning: SAMPLE_LEARNING,
    undelivered: [],
    ...other,
  });
}

const CALLS = [1_640, 1_688, 1_590, 1_400, 1_688, 1_690, 1_680, 1_702, 1_850];
const SESSIONS = [35, 38, 36, 34, 37, 38, 39, 40, 41];
const PROMPTS = [101, 115, 90, 92, 88, 91, 90, 88, 226];
const SAVED = [372, 380, 375, 302, 360, 363, 365, 371, 373];
const DENIED = [4, 5, 5, 6, 3, 4, 4, 5, 14];
const ERRORS = [3, 3, 4, 2, 4, 3, 3, 4, 5];
const K = [60, 55, 50, 48, 51, 52, 50, 52, 214];
const LATENCY = [2_300, 2_350, 2_200, 2_400, 2_300, 2_250, 2_300, 2_400, 2_900];

function sampleRows(): Partial<MetricRows> {
  return {
    scorecard: CALLS.map((calls, week) => sampleScore(calls, week)),
    "passthrough-ratio": K.map((k, week) => sampleRatio(k, week)),
    "model-latency": LATENCY.map((p95_ms, week) =>
      latency({
        ...{ since_ms: weekStart(week - 8), asked: 54, green: 38, yellow: 9, red: 2, errors: 5 },
        ...{ p50_ms: 1_100, p95_ms, max_ms: 8_000 },
      }),
    ),
    ...modelRows(),
    "near-misses": [
      missRow("node-test", "program", 12, "pnpm"),
      missRow("git-read", "understood", 7, "what $REF stands for"),
      missRow("docker-compose-read", "flags", 3, "--env-file"),
    ],
    ...learnedRows(),
    "passthrough-by-mode": [{ permission_mode: "auto", sessions: 12, n: 402, k: 17 }],
    "activity-by-day": sampleDays(),
    classes: DECIDED.map((row) => ({ since_ms: weekStart(0), ...row })),
    denied: sampleDenials(),
    uncovered: [
      { fingerprint: "MCP: playwright", calls: 118, sessions: 6, ok: 114, failed: 1, refused: 3 },
      {
        fingerprint: "WebFetch: mozilla.org",
        calls: 31,
        sessions: 11,
        ok: 30,
        failed: 1,
        refused: 0,
      },
      { fingerprint: "MCP: linear", calls: 29, sessions: 8, ok: 27, failed: 1, refused: 1 },
      {
        fingerprint: "Agent: general-purpose",
        calls: 20,
        sessions: 9,
        ok: 19,
        failed: 1,
        refused: 0,
      },
      { fingerprint: "Bash: make", calls: 16, sessions: 7, ok: 13, failed: 1, refused: 2 },
    ],
    fingerprints: [
      sampleFingerprint("Bash: git status", 402),
      sampleFingerprint("Read: src/*.ts", 388),
    ],
    rules: [
      sampleRule("fs-read", "allow", 402),
      sampleRule("git-read", "allow", 388),
      sampleRule("no-secret-reads", "deny", 5),
    ],
    sessions: sampleSessions(),
    coverage: [coverageRow({ entries: 5_075, open_calls: 13 })],
  };
}

/** 54 calls on the days of the week, and what became of them. */
function modelRows(): Partial<MetricRows> {
  const days = [9, 11, 14, 12, 8].map((asked, index) => ({
    ...{ day: `2026-11-${16 + index}`, asked, green: asked - 3, yellow: 2, red: 0, errors: 1 },
    ...{ p50_ms: 1_000 + 50 * index, p95_ms: 2_400 + 150 * index, max_ms: 8_000 },
  }));
  // 38 GREEN, 9 YELLOW, 2 RED and 5 without a verdict in all.
  const [first, second, third] = days;
  if (first !== undefined) Object.assign(first, { green: 6, red: 0, yellow: 2 });
  if (second !== undefined) Object.assign(second, { green: 8, yellow: 1, red: 1 });
  if (third !== undefined) Object.assign(third, { green: 10, yellow: 2, red: 1 });
  const last_ms = Date.parse("2026-11-20T14:31:00.000Z");
  const none = { prompted: 0, yes: 0, no: 0, by_others: 0 };
  return {
    "model-by-day": days,
    "model-errors": [
      { error: "timeout", calls: 4, sessions: 3, last_ms },
      { error: "no JSON", calls: 1, sessions: 1, last_ms: last_ms - 86_400_000 },
    ],
    "model-tokens": [
      {
        ...{ since_ms: weekStart(0), provider: "anthropic", model: "claude-haiku-5-5" },
        ...{ asked: 54, remembered: 6, told: 44, tokens_in: 41_360, tokens_out: 2_024 },
      },
    ],
    "model-agreement": [
      { verdict: "GREEN", calls: 38, ran: 38, failed: 1, refused: 0, ...none },
      {
        ...{ verdict: "YELLOW", calls: 9, ran: 8, failed: 0, refused: 1 },
        ...{ prompted: 9, yes: 8, no: 1, by_others: 0 },
      },
      {
        ...{ verdict: "none", calls: 5, ran: 4, failed: 0, refused: 0 },
        ...{ prompted: 5, yes: 3, no: 0, by_others: 1 },
      },
      { verdict: "RED", calls: 2, ran: 0, failed: 0, refused: 0, ...none },
    ],
    "model-overrides": [
      {
        ...{ score: "YELLOW", fingerprint: "Bash: npm run", calls: 3, inputs: 1, sessions: 2 },
        ...{ by_rule: 2, by_user: 1, rule: "npm-run-lint", last_ms },
      },
    ],
  };
}

function missRow(rule: string, clause: string, calls: number, found: string) {
  const last_ms = Date.parse("2026-11-20T13:00:00.000Z");
  return {
    ...{ rule, rule_id: `id-${rule}`, clause, calls, sessions: 3, refused: 0 },
    ...{ found, found_calls: calls, founds: 1, last_ms },
  };
}

/** 24 learned rules allowed 262 calls. */
function learnedRows(): Partial<MetricRows> {
  const last_ms = Date.parse("2026-11-20T15:00:00.000Z");
  const row = (rule: string, uses: number, fingerprints: number) => ({
    ...{ rule_id: `id-${rule}`, rule, uses, uses_in_window: uses, sessions: 5 },
    ...{ fingerprints, failed: 0, refused: 0, last_ms },
  });
  return {
    "learned-rules": [
      { ...row("pytest", 902, 2), uses_in_window: 220, failed: 3 },
      row("npm-run-lint", 24, 1),
      { ...row("curl-local", 40, 1), uses_in_window: 12 },
      row("docker-compose-ps", 6, 1),
    ],
    promotions: [
      {
        ...{ id: "01P", at_ms: Date.parse("2026-11-19T15:40:00.000Z") },
        ...{ decision: "promotion_blocked", rule: "no-docker-exec", rule_id: "pppppppppppp" },
        ...{ promoted_rule: "id-docker-exec", score: "YELLOW" },
        ...{ reasoning: "Runs one command in a container.", session_id: "8c1e77aa-0000" },
        ...{ fingerprint: "Bash: docker exec", subject: "docker exec web ls" },
      },
    ],
  };
}

const DECIDED = [
  { class: "allow_rule", tier: "allow", decision: "allow", calls: 1_214 },
  { class: "allow_auto", tier: "auto", decision: "allow", calls: 262 },
  { class: "llm_green", tier: "llm", decision: "allow", calls: 38 },
  { class: "ask_rule", tier: "ask", decision: "ask", calls: 21 },
  { class: "llm_yellow", tier: "llm", decision: "ask", calls: 9 },
  { class: "floor", tier: "floor", decision: "deny", calls: 1 },
  { class: "deny_rule", tier: "deny", decision: "deny", calls: 11 },
  { class: "llm_red", tier: "llm", decision: "deny", calls: 2 },
  { class: "passthrough", tier: "passthrough", decision: "passthrough", calls: 287 },
  { class: "error_passthrough", tier: "llm", decision: "error_passthrough", calls: 5 },
] as const;

function sampleScore(calls: number, week: number) {
  const at = (values: readonly number[]) => values[week] ?? 0;
  return scorecard({
    since_ms: weekStart(week - 8),
    calls,
    calls_sq: calls * 60,
    sessions: at(SESSIONS),
    prompts_seen: at(PROMPTS),
    prompts_seen_sq: at(PROMPTS) * 8,
    prompts_saved: at(SAVED),
    prompts_saved_sq: at(SAVED) * 12,
    denied: at(DENIED),
    // 3, 2, 2, 2, 2, 1, 1, 1 this week and 2, 1, 1, 1 the week before.
    denied_sq: week === 8 ? 28 : at(DENIED) + 2,
    hook_errors: at(ERRORS),
  });
}

/** k of 1,337 with a design effect of 5.5 this week. */
function sampleRatio(k: number, week: number) {
  const row = passthrough({ since_ms: weekStart(week - 8), sessions: 29, n: 1_337, k });
  const p = k / 1_337;
  return { ...row, kk: row.kk + ((5.5 * p * (1 - p) * 1_337) / 29) * 28 };
}

function sampleDays() {
  const prompts = [14, 18, 61, 72, 58, 3];
  return [312, 341, 402, 438, 331, 26].map((calls, index) => ({
    day: `2026-11-${16 + index}`,
    calls,
    prompts_seen: prompts[index] ?? 0,
  }));
}

function sampleDenials() {
  const at = (time: string) => Date.parse(`2026-11-${time}+01:00`);
  return [
    denial({
      rule: "no-secret-reads",
      rule_id: "aaaaaaaaaaaa",
      calls: 5,
      sessions: 3,
      last_ms: at("20T16:31"),
      example: "cat .env.production",
    }),
    denial({ rule: "no-force-push", rule_id: "bbbbbbbbbbbb", calls: 3, last_ms: at("19T17:02") }),
    denial({ rule: "no-rm-rf", rule_id: "cccccccccccc", last_ms: at("18T09:47") }),
    denial({
      rule: "",
      rule_id: "",
      rule_kind: "llm",
      last_ms: at("18T12:15"),
      example: "curl … | sh",
    }),
    denial({
      rule: "no-publish",
      rule_id: "dddddddddddd",
      calls: 1,
      sessions: 1,
      last_ms: at("16T11:58"),
    }),
    denial({
      rule: "own-hooks",
      rule_id: "eeeeeeeeeeee",
      rule_kind: "floor",
      calls: 1,
      sessions: 1,
      last_ms: at("17T15:20"),
      example: "Edit settings.json",
    }),
  ];
}

function sampleFingerprint(fingerprint: string, calls: number) {
  const none = { refused: 0, denied: 0, classifier_denied: 0, interrupted: 0, unknown: 0 };
  return { fingerprint, calls, sessions: 30, open: 2, ok: calls - 12, failed: 10, ...none };
}

function sampleRule(rule: string, rule_kind: "allow" | "deny", hits: number) {
  const last_ms = Date.parse("2026-11-20T15:00:00.000Z");
  return {
    rule,
    rule_id: rule,
    rule_kind,
    rule_source: "config" as const,
    hits,
    sessions: 9,
    last_ms,
  };
}

function sampleSessions() {
  const denied = [3, 2, 2, 2, 2, 1, 1, 1];
  return Array.from({ length: 41 }, (_, index) => {
    const start_ms = Date.parse("2026-11-16T09:00:00.000Z") + index * 3_600_000;
    return {
      session_id: `${(index * 7919 + 35_870).toString(16).padStart(8, "0")}-0000-4000-8000-000000000000`,
      project: index % 2 === 0 ? "shop-api" : "web-client",
      start_ms,
      end_ms: start_ms + 6_720_000,
      active_ms: 5_000_000,
      calls: index < 5 ? 46 : 45,
      denied: denied[index] ?? 0,
      prompts_seen: index === 0 ? 226 : 0,
      subagent_calls: 0,
    };
  });
}
