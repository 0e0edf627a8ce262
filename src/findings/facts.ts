import type { MetricName, MetricRow } from "../metrics/index.ts";
import type { Evasion } from "../model/evasion.ts";
import type { ChangeCause, RuleChangeLine } from "../model/history.ts";
import type { Window } from "../model/window.ts";
import type { PromotionSettings, RuleKind, Score, Severity } from "../model/words.ts";

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

/** A learned rule at some time: its id, its name (may be empty), what it asks for in words. */
export interface LearnedShape {
  readonly id: string;
  readonly name: string;
  readonly words: readonly string[];
}

/** A learned rule that came, went or changed; a cause only where we changed it ourselves. */
export interface LearnedChange {
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly kind: RuleChangeLine["kind"];
  readonly before: LearnedShape | null;
  readonly after: LearnedShape | null;
  readonly cause: ChangeCause | null;
}

/** A rule that may be learned, and is not. */
export interface WaitingRule {
  readonly id: string;
  readonly words: readonly string[];
  /** `ready`: the next event of a session promotes it. `blocked`: something stood in the way. */
  readonly state: "waiting" | "ready" | "blocked";
  readonly inTheWay: string | null;
  /** Of its oldest call that counts or still may, ISO 8601 UTC. */
  readonly since: string;
  /** Calls of its shape; those that count as a yes; the sessions of these. */
  readonly calls: number;
  readonly confirmed: number;
  readonly sessions: number;
  readonly score: Score;
  readonly reasoning: string;
  readonly fingerprint: string;
}

/** What is known of the model and of learning, beside the log, at one moment. */
export interface LearningFacts {
  /** Who is asked: `anthropic claude-haiku-5-5`; null: nobody. */
  readonly model: string | null;
  readonly promotion: PromotionSettings;
  /** Oldest first. */
  readonly changes: readonly LearnedChange[];
  /** Oldest first. */
  readonly waiting: readonly WaitingRule[];
  /** When a call of a pending rule was answered, and how. */
  readonly answers: readonly { readonly at: string; readonly kind: "yes" | "no" | "refuted" }[];
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

/** A rule that was in force at a moment. */
export interface StandingRule {
  readonly id: string;
  /** Empty where it has none. */
  readonly name: string;
  readonly kind: RuleKind;
  readonly isLearned: boolean;
  /** Whether it is one of those that `init` writes. */
  readonly isStarter: boolean;
  /** Since when it is on record with this id, ISO 8601 UTC. */
  readonly since: string;
  /** The rule that does all that it does; null where none is known to. */
  readonly shadowedBy: string | null;
}

/** A rule of the home's files that came or went. */
export interface StandingChange {
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly kind: "added" | "removed";
  readonly ruleKind: RuleKind;
  readonly isLearned: boolean;
}

/** The rules of a home at one moment, as history/rules.jsonl tells. */
export interface RulesInForce {
  readonly rules: readonly StandingRule[];
  /** Oldest first. */
  readonly changes: readonly StandingChange[];
  /** ISO 8601 UTC: when rules were first written down; null where none ever were. */
  readonly onRecordSince: string | null;
}

/** A time in which an alert fired: ISO 8601 UTC; `until` is null where it fires still. */
export interface AlertEpisode {
  readonly alert: string;
  /** Null: all projects together. */
  readonly project: string | null;
  readonly severity: Severity;
  readonly since: string;
  readonly until: string | null;
  /** Set for what happened and is over at once: nothing ends such an alert but time. */
  readonly isEvent?: boolean;
  /** Its data ended before it did. */
  readonly stale: boolean;
  /** Highest value of the episode; bytes where it is about sizes. */
  readonly peak: number | null;
  readonly unit: "ratio" | "count" | "ms" | "bytes";
}

/** Why a notice is kept back though a channel would take it. */
export const KEPT_REASONS = [
  "silenced",
  "inhibited",
  "quiet_hours",
  "over_budget",
  "flapping",
] as const;
export type KeptReason = (typeof KEPT_REASONS)[number];

/** What is known of alerts at one moment. */
export interface AlertFacts {
  /** Moments at which alerts were judged, ISO 8601 UTC. */
  readonly judgedAt: readonly string[];
  /** Oldest first. */
  readonly episodes: readonly AlertEpisode[];
  /** When a message about an alert was sent, ISO 8601 UTC. */
  readonly told: readonly string[];
  /** What had something to say and was kept back, each episode once for each reason. */
  readonly keptBack: readonly KeptNotice[];
}

export interface KeptNotice {
  /** The slot in which it was first kept back, ISO 8601 UTC. */
  readonly at: string;
  readonly reason: KeptReason;
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

/** A rule that one might write, or one that there is with one key edited. */
export interface CoveringRule {
  /** As `rules suggest --accept` takes it. */
  readonly id: string;
  /** Of the rule, new or edited; may be empty. */
  readonly name: string;
  readonly isEdit: boolean;
  /** How many uncovered calls of the window it covers, by fingerprint. */
  readonly calls: ReadonlyMap<string, number>;
}

/** The rules that would cover what none does, as `rules suggest` names them at a moment. */
export interface Covering {
  /** ISO 8601 UTC. */
  readonly asOf: string;
  /** Those first that spare most. */
  readonly rules: readonly CoveringRule[];
  /** Set where there were more uncovered calls than this, too many to try rules on. */
  readonly moreThan: number | null;
}

/** Calls of one kind that should have been allowed, and by which rule. */
export interface StuckCalls {
  readonly fingerprint: string;
  readonly rule: string;
  readonly ruleId: string;
  readonly calls: number;
  /** Epoch milliseconds. */
  readonly first_ms: number;
  readonly last_ms: number;
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
export function ratioSeries(facts: Facts): (MetricRow<"passthrough-ratio"> | undefined)[] {
  return byWindow(rowsOf(facts, "passthrough-ratio"), facts.windows).map((rows) =>
    rows.find((row) => row.project === null),
  );
}

/** `scorecard` for each window; undefined where a window has no entry at all. */
export function scorecardSeries(facts: Facts): (MetricRow<"scorecard"> | undefined)[] {
  return byWindow(rowsOf(facts, "scorecard"), facts.windows).map((rows) =>
    rows.find((row) => row.calls > 0 || row.sessions > 0),
  );
}

/** The learned rules in force right before a time (ISO 8601 UTC), each with what made it so. */
export function learnedAt(
  changes: readonly LearnedChange[],
  at: string,
): { readonly shape: LearnedShape; readonly change: LearnedChange }[] {
  const rules: { shape: LearnedShape; change: LearnedChange }[] = [];
  for (const change of changes) {
    if (change.at >= at) continue;
    const { before, after } = change;
    const place = rules.findIndex(({ shape }) => shape.id === before?.id);
    const made = after === null ? [] : [{ shape: after, change }];
    if (place >= 0) rules.splice(place, 1, ...made);
    else rules.push(...made);
  }
  return rules;
}
