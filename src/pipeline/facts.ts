import type { AlertFacts } from "../findings/alert-facts.ts";
import type {
  Facts,
  LogCoverage,
  MetricRows,
  TranscriptSession,
  UndeliveredMessage,
} from "../findings/facts.ts";
import type { LearningFacts } from "../findings/learning-facts.ts";
import type { Covering, StuckCalls } from "../findings/rule-facts.ts";
import { LOOK_BACK_DAYS, METRICS, type MetricName, type MetricRow } from "../metrics/index.ts";
import { allEnded } from "../model/all-ended.ts";
import type { Window } from "../model/window.ts";
import type { Severity } from "../model/words.ts";
import type { Series } from "../report/series.ts";
import { type EvasionPlace, evasionsOf, MAX_PAIRS } from "./evasions.ts";
import type { RulesThen } from "./rules-in-force.ts";
import type { Scope } from "./scope.ts";

/** What facts are measured with: the reader of the warehouse, or a made-up one in tests. */
export interface Measured {
  measure<Name extends MetricName>(
    name: Name,
    scope: Omit<Scope, "window"> & {
      readonly windows: readonly Window[];
      readonly session?: string | null;
    },
  ): Promise<MetricRow<Name>[]>;
  coverage(asOf: string): Promise<LogCoverage>;
}

/** What to measure. */
export interface FactsPlan {
  readonly series: Series;
  readonly needs: readonly MetricName[];
  readonly scope: Scope;
  readonly severities: ReadonlyMap<string, Severity>;
  readonly ratioAbove: number;
  readonly homeFlag: string;
  /** What was known of learning at a time (ISO 8601 UTC). */
  readonly learning: (asOf: string) => LearningFacts;
  /** What was not delivered up to a time (ISO 8601 UTC). */
  readonly undelivered: (asOf: string) => readonly UndeliveredMessage[];
  /** The sessions that transcripts had told of at a time (ISO 8601 UTC); absent: nobody looked. */
  readonly transcripts?: (asOf: string) => readonly TranscriptSession[];
  /** The rules that were in force at a time (ISO 8601 UTC). */
  readonly rulesThen: (asOf: string) => Promise<RulesThen>;
  /** Absent where no section asks for them. */
  readonly stuck?: readonly StuckCalls[];
  /** Absent where no section asks for it. */
  readonly covering?: Covering;
  /** What was known of alerts at a time (ISO 8601 UTC). */
  readonly alerts: (asOf: string) => AlertFacts;
  /** When the report comes next by itself, ISO 8601 UTC; absent where no job makes it. */
  readonly nextAt?: string | null;
  /** What calls after a denial are judged in. */
  readonly evasionPlace: EvasionPlace;
}

/** Every metric that is needed, each asked once: a series for all windows, others for this one. */
export async function measureFacts(reader: Measured, plan: FactsPlan): Promise<Facts> {
  const { series, scope } = plan;
  const rows: Partial<MetricRows> = {};
  await allEnded(
    plan.needs.map((name) => {
      const windows = METRICS[name].series ? series.windows : [series.window];
      return measureInto(rows, name, (asked) => reader.measure(asked, { ...scope, windows }));
    }),
  );
  return {
    window: series.window,
    windows: series.windows,
    asOf: scope.asOf,
    project: scope.project,
    tool: scope.tool,
    homeFlag: plan.homeFlag,
    rows,
    log: await reader.coverage(scope.asOf),
    badLinesBefore: (await reader.coverage(series.window.since)).bad_lines,
    severities: plan.severities,
    ratioAbove: plan.ratioAbove,
    learning: plan.learning(scope.asOf),
    undelivered: plan.undelivered(scope.asOf),
    transcripts: plan.transcripts?.(scope.asOf) ?? [],
    inForce: (await plan.rulesThen(scope.asOf)).inForce,
    stuck: plan.stuck ?? [],
    covering: plan.covering ?? null,
    session: scope.session ?? null,
    evasions: await evasionsOf(rows["after-denials"] ?? [], plan.evasionPlace),
    unjudgedPairs: Math.max(0, (rows["after-denials"]?.length ?? 0) - MAX_PAIRS),
    alerts: plan.alerts(scope.asOf),
    nextAt: plan.nextAt ?? null,
    lookBackDays: scope.lookBackDays ?? LOOK_BACK_DAYS,
  };
}

/**
 * What was known of the window before, for the findings to compare with: series are taken from
 * `facts`, only what is about one window is asked again. Null where there is no window before.
 */
export async function measureBefore(
  reader: Measured,
  facts: Facts,
  plan: FactsPlan,
): Promise<Facts | null> {
  const windows = facts.windows.slice(0, -1);
  const window = windows.at(-1);
  if (window === undefined) return null;
  const rows: Partial<MetricRows> = { ...facts.rows };
  const scope = { ...plan.scope, windows: [window] };
  await allEnded(
    plan.needs
      .filter((need) => !METRICS[need].series)
      .map((name) => measureInto(rows, name, (asked) => reader.measure(asked, scope))),
  );
  return {
    ...facts,
    window,
    windows,
    rows,
    log: await reader.coverage(window.until),
    badLinesBefore: (await reader.coverage(window.since)).bad_lines,
    learning: plan.learning(window.until),
    inForce: (await plan.rulesThen(window.until)).inForce,
    evasions: await evasionsOf(rows["after-denials"] ?? [], plan.evasionPlace),
    alerts: plan.alerts(window.until),
  };
}

async function measureInto<Name extends MetricName>(
  rows: { [Each in Name]?: readonly MetricRow<Each>[] },
  name: Name,
  measure: (name: Name) => Promise<MetricRow<Name>[]>,
): Promise<void> {
  rows[name] = await measure(name);
}
