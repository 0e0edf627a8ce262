import type { Facts, MetricRows } from "../../src/findings/facts.ts";
import type { RulesInForce } from "../../src/findings/rule-facts.ts";
import type { MetricRow } from "../../src/metrics/index.ts";
import type { Evasion } from "../../src/model/evasion.ts";
import {
  coverageRow,
  denial,
  facts,
  latency,
  passthrough,
  scorecard,
  standing,
  weekStart,
} from "./facts.ts";
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
      prompts_recorded: true,
    },
    learning: SAMPLE_LEARNING,
    undelivered: [],
    inForce: sampleRules(),
    stuck: [
      {
        ...{ fingerprint: "Bash: pytest", rule: "pytest", ruleId: "id-pytest", calls: 4 },
        first_ms: Date.parse("2026-11-17T09:00:00.000Z"),
        last_ms: Date.parse("2026-11-20T15:00:00.000Z"),
      },
    ],
    evasions: [SAMPLE_EVASION],
    alerts: {
      episodes: [
        {
          ...{ alert: "passthrough_ratio", project: null, severity: "warn", stale: false },
          ...{ since: "2026-11-19T11:00:00.000Z", until: null, peak: 0.36, unit: "ratio" },
        },
      ],
      told: ["2026-11-19T11:05:00.000Z"],
      judgedAt: ["2026-11-19T11:00:00.000Z"],
      keptBack: [],
    },
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
    "most-frequent": [sampleKind("Bash: git status", 402), sampleKind("Read: src/*.ts", 388)],
    rules: [
      sampleRule("fs-read", "allow", 402),
      sampleRule("git-read", "allow", 388),
      sampleRule("no-secret-reads", "deny", 5),
    ],
    "grant-breadth": sampleUse(),
    "used-grants": sampleUse().map(({ rule_id }) => ({ since_ms: weekStart(0), rule_id })),
    "ask-answers": [
      {
        ...{ rule: "ask-git-push", rule_id: "90805720edfa", asked: 15, sessions: 9 },
        ...{ fingerprints: 1, yes: 15, no: 0, last_ms: Date.parse("2026-11-20T15:00:00.000Z") },
      },
    ],
    friction: sampleFriction(),
    "decisions-by-tool": sampleTools(),
    sessions: sampleSessions(),
    ...securityRows(),
    coverage: [
      coverageRow({
        ...{ entries: 5_075, open_calls: 13, told_calls: 240 },
        canary_ms: Date.parse("2026-11-22T23:45+01:00"),
      }),
    ],
  };
}

/** The session of the sample's evasion is the one with most denials. */
const SESSION = "00008c1e-0000-4000-8000-000000000000";

const SAMPLE_EVASION: Evasion = {
  sessionId: SESSION,
  project: "shop-api",
  target: { kind: "path", name: ".env.production", secret: true },
  denied: {
    ...{ id: "01DENIED", atMs: Date.parse("2026-11-19T14:12:07+01:00"), tool: "Bash" },
    ...{ subject: "cat .env.production", rule: "no-secret-reads", ruleId: "aaaaaaaaaaaa" },
    ...{ tier: "deny", decision: "deny" },
  },
  reached: {
    ...{ id: "01REACHED", atMs: Date.parse("2026-11-19T14:12:48+01:00"), tool: "Bash" },
    subject: "docker compose --env-file .env.production config",
    ...{ rule: "docker-compose-read", ruleId: "ffffffffffff" },
    ...{ tier: "allow", decision: "allow" },
  },
  by: "docker",
  succeeded: true,
};

function securityRows(): Partial<MetricRows> {
  const at = (time: string) => Date.parse(`2026-11-${time}+01:00`);
  const fresh = (kind: MetricRow<"first-seen">["kind"], name: string, calls: number) => ({
    ...{ kind, name, label: name, calls, sessions: 2, projects: 1 },
    ...{ first_ms: at("18T10:04"), project: "web-client", session_id: SESSION, known: true },
  });
  return {
    denials: sampleDenials().map((row) => ({
      ...{ ...row, fingerprint: `Bash: ${row.example.split(" ")[0]}` },
    })),
    "denials-by-rule": sampleDenials().map(({ rule, rule_id, rule_kind, calls }) => ({
      ...{ since_ms: weekStart(0), rule, rule_id, rule_kind, calls },
    })),
    "risky-allows": [
      {
        ...{ risk: "secret_read", fingerprint: "Bash: docker compose", calls: 1, sessions: 1 },
        ...{ last_ms: at("19T14:12"), example: SAMPLE_EVASION.reached.subject },
        ...{ rule: "docker-compose-read", tier: "allow" },
      },
    ],
    chains: [
      {
        ...{ chain: "fetch_then_run", file: "get.sh", session_id: SESSION, project: "shop-api" },
        ...{ runs: 2, left_ms: at("19T13:50"), left_subject: "curl -o get.sh esm.sh/get" },
        ...{ run_ms: at("19T13:51"), run_subject: "sh get.sh", rule: "" },
      },
    ],
    "first-seen": [
      fresh("host", "esm.sh", 9),
      fresh("mcp_server", "playwright", 118),
      fresh("program", "terraform", 7),
    ],
    projects: [
      sampleProject("shop-api", [812, 17, 6, 61, 31, 602]),
      sampleProject("web-client", [704, 15, 4, 142, 165, 531]),
      sampleProject("infra", [334, 9, 4, 23, 18, 204]),
    ],
  };
}

function sampleProject(project: string, figures: readonly number[]): MetricRow<"projects"> {
  const [calls = 0, sessions = 0, denied = 0, prompts_seen = 0, k = 0, n = 0] = figures;
  return { project, calls, sessions, denied, prompts_seen, k, n };
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

/** k of 1,337; sessions differ as they do at a design effect of 5.4. */
function sampleRatio(k: number, week: number) {
  const row = passthrough({ since_ms: weekStart(week - 8), sessions: 29, n: 1_337, k });
  const p = k / 1_337;
  const kk = row.kk + ((5.4 * p * (1 - p) * 1_337) / 29) * 28;
  return { ...row, kk, kkn: (kk * 29) / 1_337 };
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

function sampleKind(fingerprint: string, calls: number) {
  return { fingerprint, calls, sessions: 30, ok: calls - 12, failed: 10, stopped: 0, kinds: 2 };
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

/** 38 allow rules, of which 24 are learned, 5 that ask and 22 that deny. */
function sampleRules(): RulesInForce {
  const many = (count: number, name: string, parts: Parameters<typeof standing>[0]) =>
    Array.from({ length: count }, (_, index) =>
      standing({ id: `id-${name}-${index}`, name: `${name}-${index}`, ...parts }),
    );
  const learned = { isLearned: true, since: "2026-10-05T09:00:00.000Z" };
  const own = ["fs-read", "git-read", "fs-write", "node-test", ...UNUSED];
  return {
    rules: [
      ...own.map((name) => standing({ id: name, name })),
      ...many(6, "starter", { isStarter: true }),
      ...many(20, "learned", learned),
      ...["pytest", "npm-run-lint", "curl-local", "docker-compose-ps"].map((name) =>
        standing({ ...learned, id: `id-${name}`, name }),
      ),
      ...many(4, "ask", { kind: "ask" }),
      standing({ id: "90805720edfa", name: "ask-git-push", kind: "ask" }),
      ...many(22, "deny", { kind: "deny" }),
    ],
    changes: [
      { at: "2026-11-17T10:20:00.000Z", kind: "added", ruleKind: "allow", isLearned: true },
      { at: "2026-11-20T09:05:00.000Z", kind: "added", ruleKind: "allow", isLearned: true },
    ],
    onRecordSince: "2026-01-05T09:00:00.000Z",
  };
}

const UNUSED = ["scp-backup", "yarn-classic", "vagrant-read", "svn-read"];

function sampleFriction(): MetricRows["friction"] {
  const row = (fingerprint: string, hits_7: number, hits_30: number, yes: number, no: number) => ({
    ...{ fingerprint, hits: hits_30 * 2, hits_7, hits_30, sessions: 9, yes, no, failed: 1 },
    ...{ by_ask_rule: 0, by_model: 0, though_allowed: 0, imported: 0 },
    ...{ ask_rule: "", allow_rule: "", granted_by: "", granted: 0 },
    last_ms: Date.parse("2026-11-20T15:00:00.000Z"),
  });
  return [
    row("MCP: playwright", 118, 118, 230, 6),
    row("WebFetch: mozilla.org", 31, 102, 204, 0),
    {
      ...row("Bash: git push", 15, 58, 116, 0),
      ...{ by_ask_rule: 116, ask_rule: "ask-git-push" },
    },
    { ...row("Bash: npm install", 6, 20, 30, 4), imported: 12 },
    { ...row("Bash: pytest", 4, 4, 8, 0), granted_by: "pytest", granted: 220 },
    row("Bash: npm publish", 1, 2, 0, 4),
  ];
}

function sampleTools(): MetricRows["decisions-by-tool"] {
  const row = (part: "tool" | "mcp_server" | "agent", name: string, calls: number) => ({
    ...{ part, name, calls, sessions: 20, allowed: 0, asked: 0, denied: 0, no_opinion: calls },
    ...{ prompts_seen: calls, failed: 2, refused: 1 },
  });
  return [
    { ...row("agent", "Explore", 90), allowed: 90, no_opinion: 0, prompts_seen: 0 },
    { ...row("agent", "", 20), allowed: 18, no_opinion: 2, prompts_seen: 2 },
    row("mcp_server", "playwright", 118),
    row("mcp_server", "linear", 29),
    { ...row("tool", "Bash", 900), allowed: 810, asked: 30, denied: 9, no_opinion: 51 },
    { ...row("tool", "Read", 803), allowed: 798, denied: 5, no_opinion: 0, prompts_seen: 0 },
    row("tool", "mcp__playwright__browser_click", 118),
    row("tool", "mcp__linear__get_issue", 29),
  ];
}

/** What granted something in 90 days: all but four rules of the user's own and two of the starter. */
function sampleUse(): MetricRows["grant-breadth"] {
  const names = ["fs-read", "git-read", "fs-write", "node-test"];
  const starters = [0, 1, 2, 3].map((index) => `id-starter-${index}`);
  return [...names, ...starters].map((rule_id, index) => ({
    ...{ rule_id, calls: 900 - index * 100, fingerprints: 12 },
  }));
}

function sampleSessions() {
  const denied = [3, 2, 2, 2, 2, 1, 1, 1];
  return Array.from({ length: 41 }, (_, index) => {
    const start_ms = Date.parse("2026-11-16T09:00:00.000Z") + index * 3_600_000;
    return {
      session_id:
        index === 0
          ? SESSION
          : `${(index * 7919 + 35_870).toString(16).padStart(8, "0")}-0000-4000-8000-000000000000`,
      project: index % 2 === 0 ? "shop-api" : "web-client",
      start_ms,
      end_ms: start_ms + 6_720_000,
      active_ms: 5_000_000,
      calls: index < 5 ? 46 : 45,
      denied: denied[index] ?? 0,
      red: index === 1 || index === 2 ? 1 : 0,
      risky: index === 3 ? 1 : 0,
      prompts_seen: index === 0 ? 226 : 0,
      subagent_calls: 0,
      modes: "default",
    };
  });
}
