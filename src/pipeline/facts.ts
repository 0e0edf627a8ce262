import type { AlertFacts } from "../findings/alert-facts.ts";
import {
  type Facts,
  type LogCoverage,
  type MetricRows,
  rowsOf,
  type TranscriptSession,
  type UndeliveredMessage,
} from "../findings/facts.ts";
import { SHOWN_NEEDS, STANDING_NEEDS } from "../findings/judge.ts";
import type { LearningFacts } from "../findings/learning-facts.ts";
import { withBaseline } from "../findings/ratio-interval.ts";
import type { Covering, StuckCalls } from "../findings/rule-facts.ts";
import { LOOK_BACK_DAYS, METRICS, type MetricName, type MetricRow } from "../metrics/index.ts";
import { allEnded, endedWell } from "../model/all-ended.ts";
import type { Evasion } from "../model/evasion.ts";
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

/** What is known of a window, and of the one before it where findings are compared with it. */
export interface MeasuredFacts {
  readonly facts: Facts;
  /**
   * What findings compare with: the rows of series up to that window, and those that a finding
   * rests on. Nothing else is there, and no rows of what findings only show. Null where nothing is
   * compared, or there is no window before.
   */
  readonly before: Facts | null;
}

/**
 * Every metric that is needed, each asked once: a series for all windows, others for this one; and
 * what findings rest on for the window before, where the report `compares`.
 */
export async function measureFacts(
  reader: Measured,
  plan: FactsPlan,
  compares: boolean,
): Promise<MeasuredFacts> {
  const { series } = plan;
  const windows = series.windows.slice(0, -1);
  const earlier = compares ? windows.at(-1) : undefined;
  const standing = STANDING_NEEDS.filter((need) => !METRICS[need].series);
  const [now, then] = await allEnded([
    answersFor(reader, plan, { names: plan.needs, window: series.window, asOf: plan.scope.asOf }),
    ...(earlier === undefined
      ? []
      : [answersFor(reader, plan, { names: standing, window: earlier, asOf: earlier.until })]),
  ]);
  if (now === undefined) throw new Error("what was asked for has an answer");
  const facts = await factsOf(plan, now);
  if (earlier === undefined || then === undefined) return { facts, before: null };
  const rows: Partial<MetricRows> = { ...then.rows };
  for (const name of SHOWN_NEEDS) rows[name] = [];
  for (const name of plan.needs.filter((need) => METRICS[need].series)) keep(rows, name, facts);
  return {
    facts,
    before: {
      ...facts,
      window: earlier,
      windows,
      rows,
      log: then.log,
      badLinesBefore: then.badLinesBefore,
      learning: plan.learning(earlier.until),
      inForce: (await plan.rulesThen(earlier.until)).inForce,
      evasions: then.evasions,
      alerts: plan.alerts(earlier.until),
    },
  };
}

/** What the warehouse answers of one window. */
interface Answers {
  readonly rows: Partial<MetricRows>;
  readonly evasions: readonly Evasion[];
  readonly log: LogCoverage;
  readonly badLinesBefore: number;
}

interface Asked {
  readonly names: readonly MetricName[];
  readonly window: Window;
  /** ISO 8601 UTC: how much of the log stood behind it then. */
  readonly asOf: string;
}

async function answersFor(reader: Measured, plan: FactsPlan, asked: Asked): Promise<Answers> {
  const { window, asOf } = asked;
  const [log, before, measured] = await Promise.allSettled([
    reader.coverage(asOf),
    reader.coverage(window.since),
    measureRows(reader, plan, asked),
  ]);
  return {
    ...endedWell(measured),
    log: endedWell(log),
    badLinesBefore: endedWell(before).bad_lines,
  };
}

/** Calls after denials are judged while the engine answers the rest. */
async function measureRows(
  reader: Measured,
  { series, scope, evasionPlace }: FactsPlan,
  { names, window }: Asked,
): Promise<Pick<Answers, "rows" | "evasions">> {
  const rows: Partial<MetricRows> = {};
  let evasions: readonly Evasion[] = [];
  await allEnded(
    names.map(async (name) => {
      const windows = askedWindows(name, { ...series, window });
      await measureInto(rows, name, (asked) => reader.measure(asked, { ...scope, windows }));
      if (name === "after-denials") evasions = await evasionsOf(rows[name] ?? [], evasionPlace);
    }),
  );
  return { rows, evasions };
}

/** A series is asked for all windows, the ratio for the baseline of the first too, others for one. */
export function askedWindows(name: MetricName, { window, windows }: Series): readonly Window[] {
  if (name === "passthrough-ratio") return withBaseline(windows);
  return METRICS[name].series ? windows : [window];
}

async function factsOf(
  plan: FactsPlan,
  { rows, evasions, log, badLinesBefore }: Answers,
): Promise<Facts> {
  const { series, scope } = plan;
  return {
    window: series.window,
    windows: series.windows,
    asOf: scope.asOf,
    project: scope.project,
    tool: scope.tool,
    homeFlag: plan.homeFlag,
    rows,
    log,
    badLinesBefore,
    severities: plan.severities,
    ratioAbove: plan.ratioAbove,
    learning: plan.learning(scope.asOf),
    undelivered: plan.undelivered(scope.asOf),
    transcripts: plan.transcripts?.(scope.asOf) ?? [],
    inForce: (await plan.rulesThen(scope.asOf)).inForce,
    stuck: plan.stuck ?? [],
    covering: plan.covering ?? null,
    session: scope.session ?? null,
    evasions,
    unjudgedPairs: Math.max(0, (rows["after-denials"]?.length ?? 0) - MAX_PAIRS),
    alerts: plan.alerts(scope.asOf),
    nextAt: plan.nextAt ?? null,
    lookBackDays: scope.lookBackDays ?? LOOK_BACK_DAYS,
  };
}

function keep<Name extends MetricName>(
  rows: { [Each in Name]?: readonly MetricRow<Each>[] },
  name: Name,
  facts: Facts,
): void {
  rows[name] = rowsOf(facts, name);
}

async function measureInto<Name extends MetricName>(
  rows: { [Each in Name]?: readonly MetricRow<Each>[] },
  name: Name,
  measure: (name: Name) => Promise<MetricRow<Name>[]>,
): Promise<void> {
  rows[name] = await measure(name);
}
