import type { MetricName, MetricRow } from "../metrics/index.ts";
import type { Evasion } from "../model/evasion.ts";
import type { Window } from "../model/window.ts";
import type { Severity } from "../model/words.ts";
import type { AlertFacts } from "./alert-facts.ts";
import type { LearningFacts } from "./learning-facts.ts";
import type { Covering, RulesInForce, StuckCalls } from "./rule-facts.ts";

export type MetricRows = { [Name in MetricName]: readonly MetricRow<Name>[] };

/** What the reader knows about the log as a whole, at one moment. */
export interface LogCoverage {
  readonly bad_lines: number;
  readonly files: number;
  readonly anchor: { readonly line: number; readonly sha256: string } | null;
  /** True where another process held the warehouse and the log was read into memory. */
  readonly fallback: boolean;
  /** Whether any prompt of Claude Code was ever recorded: without one nobody knows of any. */
  readonly prompts_recorded: boolean;
}

/** A message that was given up, or dropped by hand, and not sent since. */
export interface UndeliveredMessage {
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly kind: "digest" | "alert" | "notice";
  readonly channel: string;
  /** `expired`, `refused`, `dropped`, … */
  readonly reason: string;
}

/** A session that transcripts told of: some of its calls, ISO 8601 UTC. */
export interface TranscriptSession {
  readonly sessionId: string;
  readonly first: string;
  readonly last: string;
}

/** Everything that findings and sections may know. A value: no clock, no file behind it. */
export interface Facts {
  readonly window: Window;
  /** The series, oldest first: the windows before and this one, or the weeks of a trend. */
  readonly windows: readonly Window[];
  readonly asOf: string;
  readonly project: string | null;
  readonly tool: string | null;
  /** ` --home /srv/permit` where a command needs it to find this home; else empty. */
  readonly homeFlag: string;
  /** Only what was measured; read it with `rowsOf`. */
  readonly rows: Partial<MetricRows>;
  readonly log: LogCoverage;
  /** Unreadable lines that were known before the window began. */
  readonly badLinesBefore: number;
  /** By rule_id; rules of every policy that was ever in force. */
  readonly severities: ReadonlyMap<string, Severity>;
  /** `[alert.passthrough_ratio] fire_above`. */
  readonly ratioAbove: number;
  readonly learning: LearningFacts;
  /** Up to `asOf`, oldest first. */
  readonly undelivered: readonly UndeliveredMessage[];
  /** What transcripts had told of by `asOf`; a session may stand there often. */
  readonly transcripts: readonly TranscriptSession[];
  readonly inForce: RulesInForce;
  /**
   * Calls without an opinion of ours that the user was asked about and that a rule in force then
   * covers, by fingerprint; empty where no section asks for it.
   */
  readonly stuck: readonly StuckCalls[];
  /** The one session that it is about; null for all of them. */
  readonly session: string | null;
  /** Null where no section asks for it. */
  readonly covering: Covering | null;
  /** Of the calls in `after-denials`; empty where these were not measured. */
  readonly evasions: readonly Evasion[];
  /** Pairs of calls in `after-denials` that were too many to judge. */
  readonly unjudgedPairs: number;
  readonly alerts: AlertFacts;
  /** When this report comes next by itself, ISO 8601 UTC; null where no job makes it. */
  readonly nextAt: string | null;
  /** How far back the metric `first-seen` looks. */
  readonly lookBackDays: number;
}

/** Rows of a metric. Throws (a bug) where nobody declared the need for it. */
export function rowsOf<Name extends MetricName>(facts: Facts, name: Name): MetricRows[Name] {
  const rows = facts.rows[name];
  if (rows === undefined) throw new Error(`the metric ${name} was not measured: declare it`);
  return rows;
}

/** The only row of a metric that has one row for a window; undefined for an empty window. */
export function onlyRow<Name extends MetricName>(
  facts: Facts,
  name: Name,
): MetricRow<Name> | undefined {
  return rowsOf(facts, name)[0];
}

/** Metrics with a count of prompts in each of their rows. */
const PROMPT_METRICS = ["scorecard", "activity-by-day", "projects", "sessions"] as const;

/**
 * What is known of prompts: Claude Code tells of its own by an event. Where that never came, our
 * own asks are all that is known (`ours`), and without any of these in the report nothing is.
 */
export function knownPrompts({ log, rows }: Pick<Facts, "log" | "rows">): "all" | "ours" | "none" {
  if (log.prompts_recorded) return "all";
  const counts = PROMPT_METRICS.flatMap((name) =>
    (rows[name] ?? []).map((row) => row.prompts_seen),
  );
  return counts.some((prompts) => prompts > 0) ? "ours" : "none";
}

/** Prompts seen, as far as they are known: null where none is known in the whole report. */
export function promptsSeen(facts: Pick<Facts, "log" | "rows">, counted: number): number | null {
  return knownPrompts(facts) === "none" ? null : counted;
}

/** Rows of a series beside their windows; an empty list where a window has none. */
export function byWindow<Row extends { readonly since_ms: number }>(
  rows: readonly Row[],
  windows: readonly Window[],
): Row[][] {
  const groups = new Map<number, Row[]>(windows.map((window) => [Date.parse(window.since), []]));
  for (const row of rows) {
    // Seconds that became milliseconds in a database may carry a rest of a rounding.
    groups.get(Math.round(row.since_ms))?.push(row);
  }
  return [...groups.values()];
}

/** The overall row of passthrough-ratio for each window. */
export function ratioSeries(facts: Facts): (RatioRow | undefined)[] {
  return byWindow(rowsOf(facts, "passthrough-ratio"), facts.windows).map(overallOf);
}

/** Of a window's rows the one of all projects together. */
export function overallOf(rows: readonly RatioRow[]): RatioRow | undefined {
  return rows.find((row) => row.project === null);
}

type RatioRow = MetricRow<"passthrough-ratio">;

/** `scorecard` for each window; undefined where a window has no entry at all. */
export function scorecardSeries(facts: Facts): (MetricRow<"scorecard"> | undefined)[] {
  return byWindow(rowsOf(facts, "scorecard"), facts.windows).map((rows) =>
    rows.find((row) => row.calls > 0 || row.sessions > 0),
  );
}
