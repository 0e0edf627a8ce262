import * as z from "zod";
import { METRICS, type MetricName, type MetricRow } from "./index.ts";
import { matcherOf } from "./matcher.ts";

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
  "calls-by-day": z.array(METRICS["calls-by-day"].row),
  "recorded-sessions": z.array(METRICS["recorded-sessions"].row),
  classes: z.array(METRICS.classes.row),
  outcomes: z.array(METRICS.outcomes.row),
  denied: z.array(METRICS.denied.row),
  denials: z.array(METRICS.denials.row),
  "denials-by-rule": z.array(METRICS["denials-by-rule"].row),
  "after-denials": z.array(METRICS["after-denials"].row),
  chains: z.array(METRICS.chains.row),
  "risky-allows": z.array(METRICS["risky-allows"].row),
  "first-seen": z.array(METRICS["first-seen"].row),
  projects: z.array(METRICS.projects.row),
  fingerprints: z.array(METRICS.fingerprints.row),
  "fingerprint-sessions": z.array(METRICS["fingerprint-sessions"].row),
  "most-frequent": z.array(METRICS["most-frequent"].row),
  uncovered: z.array(METRICS.uncovered.row),
  rules: z.array(METRICS.rules.row),
  sessions: z.array(METRICS.sessions.row),
  tools: z.array(METRICS.tools.row),
  "mcp-servers": z.array(METRICS["mcp-servers"].row),
  "native-error": z.array(METRICS["native-error"].row),
  cube: z.array(METRICS.cube.row),
  "calls-behind": z.array(METRICS["calls-behind"].row),
  "grant-breadth": z.array(METRICS["grant-breadth"].row),
  "used-grants": z.array(METRICS["used-grants"].row),
  "ask-answers": z.array(METRICS["ask-answers"].row),
  "slow-answers": z.array(METRICS["slow-answers"].row),
  "decisions-by-tool": z.array(METRICS["decisions-by-tool"].row),
  "decision-mix": z.array(METRICS["decision-mix"].row),
  "asked-again": z.array(METRICS["asked-again"].row),
  friction: z.array(METRICS.friction.row),
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

const matchers = new Map<MetricName, (rows: unknown) => boolean>();

/**
 * The rows of a metric, checked. Throws ZodError where a column is missing, extra or mistyped. What
 * is right is looked at and not parsed: a report reads thousands of rows.
 */
export function parseRows<Name extends MetricName>(name: Name, rows: unknown): MetricRow<Name>[] {
  return areRows(name, rows) ? rows : ROWS[name].parse(rows);
}

function areRows<Name extends MetricName>(name: Name, rows: unknown): rows is MetricRow<Name>[] {
  const matches = matchers.get(name) ?? matcherOf(ROWS[name]);
  matchers.set(name, matches);
  return matches(rows);
}
