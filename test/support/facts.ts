import type { Facts, LogCoverage, MetricRows } from "../../src/findings/facts.ts";
import type { LearningFacts } from "../../src/findings/learning-facts.ts";
import type { RulesInForce, StandingRule } from "../../src/findings/rule-facts.ts";
import type { MetricRow } from "../../src/metrics/index.ts";
import { type Window, windowSeries } from "../../src/model/window.ts";
import { PROMOTION_DEFAULTS } from "../../src/model/words.ts";

/** Monday 16 to Sunday 22 November 2026 in Amsterdam: the week of the samples. */
export const W47: Window = {
  since: "2026-11-15T23:00:00.000Z",
  until: "2026-11-22T23:00:00.000Z",
  timeZone: "Europe/Amsterdam",
};

export const NO_ROWS: MetricRows = {
  scorecard: [],
  "passthrough-ratio": [],
  "passthrough-by-mode": [],
  "model-latency": [],
  "model-by-day": [],
  "model-errors": [],
  "model-tokens": [],
  "model-agreement": [],
  "model-overrides": [],
  "near-misses": [],
  "learned-rules": [],
  promotions: [],
  "activity-by-day": [],
  "calls-by-day": [],
  "recorded-sessions": [],
  classes: [],
  outcomes: [],
  denied: [],
  fingerprints: [],
  "fingerprint-sessions": [],
  "most-frequent": [],
  uncovered: [],
  rules: [],
  sessions: [],
  tools: [],
  "mcp-servers": [],
  "native-error": [],
  cube: [],
  "calls-behind": [],
  "grant-breadth": [],
  "used-grants": [],
  "ask-answers": [],
  "slow-answers": [],
  "decisions-by-tool": [],
  "decision-mix": [],
  "asked-again": [],
  friction: [],
  coverage: [],
  denials: [],
  "denials-by-rule": [],
  "after-denials": [],
  chains: [],
  "risky-allows": [],
  "first-seen": [],
  projects: [],
  "session-stops": [],
  "denials-by-window": [],
  appearances: [],
  "bypass-sessions": [],
  "model-failures": [],
  "model-latency-steps": [],
  "hook-error-ratio": [],
  "learned-breadth": [],
};

/** A home without a model, where nothing was learned. */
export const NO_LEARNING: LearningFacts = {
  model: null,
  promotion: PROMOTION_DEFAULTS,
  changes: [],
  waiting: [],
  answers: [],
};

/** A home whose rules were never written down. */
const NO_RULES: RulesInForce = { rules: [], changes: [], onRecordSince: null };

/** A rule on record since long before W47. */
export function standing(given: Partial<StandingRule> = {}): StandingRule {
  return {
    ...{ id: "aaaaaaaaaaaa", name: "git-read", kind: "allow" },
    ...{ isLearned: false, isStarter: false, since: "2026-01-05T09:00:00.000Z", shadowedBy: null },
    ...given,
  };
}

/** A log that was read to its end, with prompts in it. */
export const LOG: LogCoverage = {
  bad_lines: 0,
  files: 1,
  anchor: null,
  fallback: false,
  prompts_recorded: true,
};

/** Facts of W47 and the eight weeks before, with no row but the given ones. */
export function facts(rows: Partial<MetricRows> = {}, other: Partial<Facts> = {}): Facts {
  const window = other.window ?? W47;
  return {
    window,
    windows: windowSeries(window, 9),
    asOf: "2026-11-23T06:00:00.000Z",
    project: null,
    tool: null,
    homeFlag: "",
    rows: { ...NO_ROWS, ...rows },
    log: LOG,
    badLinesBefore: 0,
    severities: new Map(),
    ratioAbove: 0.3,
    learning: NO_LEARNING,
    undelivered: [],
    transcripts: [],
    inForce: NO_RULES,
    stuck: [],
    covering: null,
    session: null,
    evasions: [],
    unjudgedPairs: 0,
    alerts: { episodes: [], told: [], judgedAt: [], keptBack: [] },
    nextAt: null,
    lookBackDays: 30,
    ...other,
  };
}

/** Start of W47 (0) or of a week before it (−1), as metrics tell their window. */
export function weekStart(weeks: number): number {
  return Date.parse(windowSeries(W47, 9).at(weeks - 1)?.since ?? "");
}

/** Rows of a series: `[value of W46, value of W47]`, the last one this week's. */
export function weekly<Value, Row>(
  values: readonly Value[],
  make: (value: Value, since_ms: number) => Row,
): Row[] {
  return values.map((value, index) => make(value, weekStart(index - values.length + 1)));
}

/** A window's scorecard; squares as if every call had a session of its own. */
export function scorecard(given: Partial<MetricRow<"scorecard">>): MetricRow<"scorecard"> {
  const row = {
    since_ms: weekStart(0),
    calls: 100,
    sessions: 10,
    subagent_calls: 0,
    prompts_seen: 0,
    prompts_saved: 0,
    denied: 0,
    hook_errors: 0,
    ...given,
  };
  return {
    calls_sq: row.calls,
    prompts_seen_sq: row.prompts_seen,
    prompts_saved_sq: row.prompts_saved,
    denied_sq: row.denied,
    hook_errors_sq: row.hook_errors,
    ...row,
  };
}

/** k of n, spread evenly over the sessions. */
export function passthrough(
  given: Partial<MetricRow<"passthrough-ratio">>,
): MetricRow<"passthrough-ratio"> {
  const row = {
    since_ms: weekStart(0),
    project: null,
    sessions: 10,
    active_days: 5,
    n: 100,
    k: 4,
    ...given,
  };
  const each = (product: number) => product / row.sessions;
  return {
    kk: each(row.k * row.k),
    kn: each(row.k * row.n),
    nn: each(row.n * row.n),
    kkn: (row.k * row.k) / row.n,
    ...row,
  };
}

export function latency(given: Partial<MetricRow<"model-latency">>): MetricRow<"model-latency"> {
  return {
    since_ms: weekStart(0),
    asked: 0,
    green: 0,
    yellow: 0,
    red: 0,
    errors: 0,
    p50_ms: null,
    p95_ms: null,
    max_ms: null,
    ...given,
  };
}

export function denial(given: Partial<MetricRow<"denied">>): MetricRow<"denied"> {
  return {
    rule: "no-rm-rf",
    rule_id: "0123456789ab",
    rule_kind: "deny",
    calls: 2,
    sessions: 2,
    last_ms: Date.parse("2026-11-18T08:47:00.000Z"),
    example: "rm -rf ../web",
    ...given,
  };
}

export function uncoveredRow(given: Partial<MetricRow<"uncovered">> = {}): MetricRow<"uncovered"> {
  return {
    ...{ fingerprint: "Bash: make", calls: 20, sessions: 3, ok: 20, failed: 0, refused: 0 },
    ...given,
  };
}

export function coverageRow(given: Partial<MetricRow<"coverage">> = {}): MetricRow<"coverage"> {
  return {
    entries: 300,
    unreadable_events: 0,
    open_calls: 0,
    cut_inputs: 0,
    hook_p50_ms: 26,
    hook_p95_ms: 34,
    canary_ms: null,
    missed_calls: 0,
    missed_sessions: 0,
    told_calls: 0,
    ...given,
  };
}
