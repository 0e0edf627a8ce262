import type { LearnedChange, LearningFacts } from "../findings/learning-facts.ts";
import type { MetricName, MetricRow } from "../metrics/index.ts";
import type { AlertName, AlertSettings } from "../model/alert-settings.ts";
import type { AlertCondition, AlertGrid } from "../model/history.ts";
import type { Window } from "../model/window.ts";
import type { Severity } from "../model/words.ts";
import type { AlertMemory } from "./history.ts";
import type { Moment } from "./moment.ts";
import type { AlertProbes } from "./probes.ts";
import type { Reading } from "./reading.ts";

/** A metric over one window. */
export interface Need {
  readonly metric: MetricName;
  readonly window: Window;
}

/** Something that happened once, and is not a metric's row. */
export interface AlertEvent {
  readonly atMs: number;
  readonly sessionId: string;
  readonly project: string;
  readonly cause: string;
  readonly detail: string;
}

/** All that a kind may know. A value: no clock, no file behind it. */
export interface AlertFigures {
  /** Rows of a window that the kind said it needs. */
  rows<Name extends MetricName>(name: Name, window: Window): readonly MetricRow<Name>[];
  /** What was known of learning at a moment (ISO 8601 UTC); made anew each time. */
  learning(asOf: string): LearningFacts;
  /** Learned rules that came and went, oldest first; also those after the slot. */
  readonly changes: readonly LearnedChange[];
  /** By rule_id. */
  readonly severities: ReadonlyMap<string, Severity>;
  /** When the first call of the log was made, epoch milliseconds; null without any. */
  readonly firstCallMs: number | null;
  /** Null where only the log is known: of another time than now. */
  readonly probes: AlertProbes | null;
  /** Targets that were denied and reached another way, by the time they were reached. */
  readonly evasions: readonly AlertEvent[];
}

export interface KindContext<Name extends AlertName> {
  readonly name: Name;
  readonly moment: Moment;
  readonly figures: AlertFigures;
  readonly settings: AlertSettings<Name>;
  readonly memory: AlertMemory;
}

/** One kind of alert: what it looks at, when it fires and ends, and how it is named to people. */
export interface KindRow<Name extends AlertName> {
  /** `passthrough ratio`. */
  readonly title: string;
  /** `event`: it happened, and nothing ends it but time. */
  readonly about: "condition" | "event";
  readonly grid: AlertGrid;
  needs(moment: Moment): readonly Need[];
  read(context: KindContext<Name>): readonly Reading[];
  /** How many evaluations in a row it takes to fire, and to be over. */
  readonly fireAfter: number;
  readonly clearAfter: number;
  /** How long a condition must have been true, and clear, besides. */
  forMs(settings: AlertSettings<Name>, condition: AlertCondition): number;
  readonly keepMs: number;
  /** What an open one is that nothing was read of. */
  readonly absent: "clear" | "unknown";
  /** Whether a silence ends it: somebody has seen it, and what it mutes is told again. */
  readonly endsSilenced: boolean;
  /** Kinds that are not told while this one fires. */
  readonly inhibits: readonly AlertName[];
  /** Whether its past can be told from the log: else `alerts test` leaves it out. */
  readonly rehearsable: boolean;
  /** What to do about it: words of ours, without the program's name; and what they do. */
  readonly action: { readonly words: string; readonly effect: string };
  /** The command that shows what is behind it. */
  readonly drillDown: string;
}

export type KindTable = { readonly [Name in AlertName]: KindRow<Name> };
