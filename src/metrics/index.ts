import * as z from "zod";
import { CLASSES, DECISIONS, type OUTCOMES, SCORES, TIERS } from "../model/words.ts";

/**
 * Every metric: one question, one .sql file beside this one, one row schema. Columns named
 * `…_ms` after an instant (`since_ms`, `last_ms`) are epoch milliseconds; `…_sq` is the sum of
 * squares over sessions, for `statistics.countZ`.
 *
 * Parameters, the same for all: `$starts` and `$ends` (the series of windows, oldest first; a
 * metric about one window gets a series of one), `$as_of`, `$tz`, `$project`, `$tool` (null for
 * all) and `$exclude_tools`. A metric names only those it uses.
 */
const int = z.int();
const sinceMs = z.number().describe("start of the window, epoch milliseconds");
const perOutcome = {
  ok: int,
  failed: int,
  refused: int,
  denied: int,
  classifier_denied: int,
  interrupted: int,
  unknown: int,
} satisfies Record<(typeof OUTCOMES)[number], typeof int>;

export const METRICS = {
  scorecard: {
    question: "How much was there in each window: calls, sessions, prompts, denials, errors?",
    series: true,
    row: z.strictObject({
      since_ms: sinceMs,
      calls: int,
      calls_sq: z.number(),
      sessions: int.describe("with any entry in the window"),
      subagent_calls: int,
      prompts_seen: int,
      prompts_seen_sq: z.number(),
      prompts_saved: int,
      prompts_saved_sq: z.number(),
      denied: int,
      denied_sq: z.number(),
      hook_errors: int.describe("calls with decision error_passthrough"),
      hook_errors_sq: z.number(),
    }),
  },
  "passthrough-ratio": {
    question: "Which share of the calls that could be decided did no rule cover?",
    series: true,
    row: z.strictObject({
      since_ms: sinceMs,
      project: z.string().nullable().describe("null: all projects together"),
      sessions: int,
      active_days: int,
      n: int,
      k: int,
      kk: z.number(),
      kn: z.number(),
      nn: z.number(),
    }),
  },
  "passthrough-by-mode": {
    question: "How many calls had no opinion of ours in the modes where that means no prompt?",
    series: false,
    row: z.strictObject({
      permission_mode: z.string(),
      sessions: int,
      n: int,
      k: int,
    }),
  },
  "model-latency": {
    question: "How often was the model asked, what did it say, and how long did it take?",
    series: true,
    row: z.strictObject({
      since_ms: sinceMs,
      asked: int,
      green: int,
      yellow: int,
      red: int,
      errors: int,
      p50_ms: z.number().nullable(),
      p95_ms: z.number().nullable(),
      max_ms: z.number().nullable(),
    }),
  },
  "model-by-day": {
    question: "What did the model say on each local day, and how long did it take?",
    series: false,
    row: z.strictObject({
      day: z.string(),
      asked: int,
      green: int,
      yellow: int,
      red: int,
      errors: int,
      p50_ms: z.number().nullable(),
      p95_ms: z.number().nullable(),
      max_ms: z.number().nullable(),
    }),
  },
  "model-errors": {
    question: "Why did the model give no verdict, and how often?",
    series: false,
    row: z.strictObject({
      error: z.string().describe("timeout, refusal, http 429, …"),
      calls: int,
      sessions: int,
      last_ms: z.number(),
    }),
  },
  "model-tokens": {
    question:
      "Which models were asked in each window, and how much did questions and answers take?",
    series: true,
    row: z.strictObject({
      since_ms: sinceMs,
      provider: z.string(),
      model: z.string(),
      asked: int,
      remembered: int.describe("verdicts that were there already"),
      told: int.describe("calls of which the provider told the tokens"),
      tokens_in: z.number(),
      tokens_out: z.number(),
    }),
  },
  "model-agreement": {
    question: "What became of the calls that the model was asked about, by what it said?",
    series: false,
    row: z.strictObject({
      verdict: z.enum([...SCORES, "none"]).describe("none: no verdict"),
      calls: int,
      ran: int,
      failed: int.describe("of those that ran"),
      refused: int,
      prompted: int.describe("somebody was asked, by us or by Claude Code"),
      yes: int.describe("prompted, and it ran"),
      no: int.describe("prompted, and refused"),
      by_others: int.describe("prompted, but a hook, settings or the classifier let it run"),
    }),
  },
  "model-overrides": {
    question:
      "Which calls that the model called YELLOW or RED were made again and then allowed, by whom?",
    series: false,
    row: z.strictObject({
      score: z.enum(["YELLOW", "RED"]),
      fingerprint: z.string(),
      calls: int,
      inputs: int.describe("different ones"),
      sessions: int,
      by_rule: int,
      by_user: int,
      rule: z.string().describe("one that allowed some; empty where only the user did"),
      last_ms: z.number(),
    }),
  },
  "near-misses": {
    question: "Which rules missed calls by one clause, how often, and what stood there instead?",
    series: false,
    row: z.strictObject({
      rule: z.string(),
      rule_id: z.string(),
      clause: z.string(),
      calls: int,
      sessions: int,
      refused: int.describe("by whomever"),
      found: z.string().describe("what stood there most often"),
      found_calls: int,
      founds: int.describe("different words that stood there"),
      last_ms: z.number(),
    }),
  },
  "learned-rules": {
    question:
      "How often was each learned rule used, ever and in the window, and what became of those calls?",
    series: false,
    row: z.strictObject({
      rule_id: z.string(),
      rule: z.string().nullable().describe("null: no call is named after it"),
      uses: int.describe("ever, up to the window's end"),
      uses_in_window: int,
      sessions: int,
      fingerprints: int.describe("different kinds of call"),
      failed: int,
      refused: int.describe("by whomever"),
      last_ms: z.number(),
    }),
  },
  promotions: {
    question: "Which rules were learned or kept from being learned, by which calls, and why?",
    series: false,
    row: z.strictObject({
      id: z.string().describe("of the Promotion entry"),
      at_ms: z.number(),
      decision: z.enum(["promoted", "promotion_blocked"]),
      rule: z.string().describe("of a blocked one: the rule in the way"),
      rule_id: z.string(),
      promoted_rule: z.string(),
      score: z.string(),
      reasoning: z.string(),
      session_id: z.string(),
      fingerprint: z.string(),
      subject: z.string(),
    }),
  },
  "activity-by-day": {
    question: "How many calls and prompts did each local day have?",
    series: false,
    row: z.strictObject({ day: z.string(), calls: int, prompts_seen: int }),
  },
  classes: {
    question: "What was decided, and by whom, in each window?",
    series: true,
    row: z.strictObject({
      since_ms: sinceMs,
      tier: z.enum(TIERS),
      decision: z.enum(DECISIONS),
      class: z.enum([...CLASSES, "other"]).describe("other: words of older logs"),
      calls: int,
    }),
  },
  outcomes: {
    question: "What became of the calls?",
    series: false,
    row: z.strictObject({ outcome: z.string(), calls: int }),
  },
  denied: {
    question: "Which rules denied calls, how often, and what was the last of them?",
    series: false,
    row: z.strictObject({
      rule: z.string(),
      rule_id: z.string(),
      rule_kind: z.string().describe("a kind of rule, or llm"),
      calls: int,
      sessions: int,
      last_ms: z.number(),
      example: z.string(),
    }),
  },
  fingerprints: {
    question: "Which kinds of call were most frequent, and what became of them?",
    series: false,
    row: z.strictObject({
      fingerprint: z.string(),
      calls: int,
      sessions: int,
      open: int.describe("no outcome yet"),
      ...perOutcome,
    }),
  },
  uncovered: {
    question: "Which kinds of call did no rule cover, and what became of them?",
    series: false,
    row: z.strictObject({
      fingerprint: z.string(),
      calls: int,
      sessions: int,
      ok: int,
      failed: int,
      refused: int.describe("by whomever: you, a rule of Claude Code's, the classifier"),
    }),
  },
  rules: {
    question: "How often did each rule decide?",
    series: false,
    row: z.strictObject({
      rule: z.string(),
      rule_id: z.string(),
      rule_kind: z.string(),
      rule_source: z.string(),
      hits: int,
      sessions: int,
      last_ms: z.number(),
    }),
  },
  sessions: {
    question: "What happened in each session?",
    series: false,
    row: z.strictObject({
      session_id: z.string(),
      project: z.string(),
      start_ms: z.number(),
      end_ms: z.number(),
      active_ms: z.number().describe("sum of gaps under 15 minutes"),
      calls: int,
      denied: int,
      prompts_seen: int,
      subagent_calls: int,
    }),
  },
  tools: {
    question: "How often was each tool called, and how often did it fail or was it refused?",
    series: false,
    row: z.strictObject({ tool_name: z.string(), calls: int, failed: int, refused: int }),
  },
  "mcp-servers": {
    question: "How often was each MCP server called?",
    series: false,
    row: z.strictObject({ mcp_server: z.string(), calls: int, failed: int, refused: int }),
  },
  "native-error": {
    question: "Of the calls that we say would have prompted, how many did, where the log tells?",
    series: false,
    row: z.strictObject({
      told: int.describe(
        "calls of 30 days called so, of which the log tells whether they prompted",
      ),
      prompted: int,
    }),
  },
  coverage: {
    question: "How much of the log stands behind the figures?",
    series: false,
    row: z.strictObject({
      entries: int,
      unreadable_events: int.describe("what the hook was sent and could not read"),
      open_calls: int.describe("without an outcome yet"),
      cut_inputs: int.describe("fingerprints made from a cut input, flagged ~"),
      hook_p50_ms: z.number().nullable(),
      hook_p95_ms: z.number().nullable(),
    }),
  },
  "session-stops": {
    question: "Which calls did the model call RED or a rule deny in each window, by session?",
    series: true,
    row: z.strictObject({
      since_ms: sinceMs,
      project: z.string(),
      session_id: z.string(),
      by: z.enum(["llm", "floor", "deny"]),
      rule: z.string(),
      rule_id: z.string(),
      fingerprint: z.string(),
      calls: int,
      last_ms: z.number(),
    }),
  },
  "denials-by-window": {
    question:
      "How many calls were denied in each window, and how many of them in the session with the most?",
    series: true,
    row: z.strictObject({
      since_ms: sinceMs,
      calls: int,
      denied: int,
      sessions: int.describe("with a denial"),
      most_in_session: int,
    }),
  },
  appearances: {
    question:
      "Which tools, MCP servers, programs and hosts did a project meet in each window, and when before?",
    series: true,
    row: z.strictObject({
      since_ms: sinceMs,
      what: z.enum(["tool", "mcp_server", "program", "host"]),
      name: z.string(),
      project: z.string(),
      session_id: z.string(),
      at_ms: z.number(),
      before_ms: z.number().nullable().describe("the last time before; null: never"),
      project_since_ms: z.number().describe("first call of the project"),
      by_learned: int.describe("1 where a learned rule let it run"),
    }),
  },
  "bypass-sessions": {
    question: "Which sessions began in each window to run in a mode that asks nobody?",
    series: true,
    row: z.strictObject({
      since_ms: sinceMs,
      project: z.string(),
      session_id: z.string(),
      permission_mode: z.string(),
      at_ms: z.number(),
      calls: int,
    }),
  },
  "model-failures": {
    question:
      "How often was the model asked in each window, how often did it fail, and how did it end up?",
    series: true,
    row: z.strictObject({
      since_ms: sinceMs,
      asked: int,
      sessions: int,
      errors: int,
      failed_in_a_row: int.describe("the last ones"),
      answered_in_a_row: int.describe("the last ones"),
      last_error: z.string(),
    }),
  },
  "model-latency-steps": {
    question: "How long did the model take in each window, counted in steps of a twentieth?",
    series: true,
    row: z.strictObject({
      since_ms: sinceMs,
      upto_ms: z.number().describe("the longest of the step"),
      calls: int,
    }),
  },
  "hook-error-ratio": {
    question: "Which share of the calls did the hook have no answer for, in each window?",
    series: true,
    row: z.strictObject({
      since_ms: sinceMs,
      sessions: int,
      n: int,
      k: int,
      kk: z.number(),
      kn: z.number(),
      nn: z.number(),
    }),
  },
  "learned-breadth": {
    question:
      "How many kinds of call did each learned rule let run in each window, and how many with a risk?",
    series: true,
    row: z.strictObject({
      since_ms: sinceMs,
      rule_id: z.string(),
      calls: int,
      sessions: int,
      fingerprints: int.describe("different kinds of call"),
      risky: int,
      risk: z.string().describe("one of them; empty: none"),
    }),
  },
} as const satisfies Record<string, Metric>;

interface Metric {
  readonly question: string;
  /** Whether a row belongs to a window of the series, told by `since_ms`. */
  readonly series: boolean;
  readonly row: z.ZodObject;
}

export type MetricName = keyof typeof METRICS;
export type MetricRow<Name extends MetricName> = z.infer<(typeof METRICS)[Name]["row"]>;

const ROWS: { readonly [Name in MetricName]: z.ZodType<MetricRow<Name>[]> } = {
  scorecard: z.array(METRICS.scorecard.row),
  "passthrough-ratio": z.array(METRICS["passthrough-ratio"].row),
  "passthrough-by-mode": z.array(METRICS["passthrough-by-mode"].row),
  "model-latency": z.array(METRICS["model-latency"].row),
  "model-by-day": z.array(METRICS["model-by-day"].row),
  "model-errors": z.array(METRICS["model-errors"].row),
  "model-tokens": z.array(METRICS["model-tokens"].row),
  "model-agreement": z.array(METRICS["model-agreement"].row),
  "model-overrides": z.array(METRICS["model-overrides"].row),
  "near-misses": z.array(METRICS["near-misses"].row),
  "learned-rules": z.array(METRICS["learned-rules"].row),
  promotions: z.array(METRICS.promotions.row),
  "activity-by-day": z.array(METRICS["activity-by-day"].row),
  classes: z.array(METRICS.classes.row),
  outcomes: z.array(METRICS.outcomes.row),
  denied: z.array(METRICS.denied.row),
  fingerprints: z.array(METRICS.fingerprints.row),
  uncovered: z.array(METRICS.uncovered.row),
  rules: z.array(METRICS.rules.row),
  sessions: z.array(METRICS.sessions.row),
  tools: z.array(METRICS.tools.row),
  "mcp-servers": z.array(METRICS["mcp-servers"].row),
  "native-error": z.array(METRICS["native-error"].row),
  coverage: z.array(METRICS.coverage.row),
  "session-stops": z.array(METRICS["session-stops"].row),
  "denials-by-window": z.array(METRICS["denials-by-window"].row),
  appearances: z.array(METRICS.appearances.row),
  "bypass-sessions": z.array(METRICS["bypass-sessions"].row),
  "model-failures": z.array(METRICS["model-failures"].row),
  "model-latency-steps": z.array(METRICS["model-latency-steps"].row),
  "hook-error-ratio": z.array(METRICS["hook-error-ratio"].row),
  "learned-breadth": z.array(METRICS["learned-breadth"].row),
};

/** The rows of a metric, checked. Throws ZodError where a column is missing, extra or mistyped. */
export function parseRows<Name extends MetricName>(name: Name, rows: unknown): MetricRow<Name>[] {
  return ROWS[name].parse(rows);
}
