import type { AlertCondition, AlertStateLine } from "../model/history.ts";
import type { Reading } from "./reading.ts";

/** Without data for this long an alert is over, and says so. */
const MAX_HOLD_MS = 14 * 24 * 60 * 60_000;
/** Of more causes no account is kept. */
const MOST_CAUSES = 20;

export interface Evaluation {
  readonly alert: string;
  /** The slot that is judged, and when that was done: ISO 8601 UTC. */
  readonly slot: string;
  readonly at: string;
  /** How many evaluations in a row it takes to fire, and to be over. */
  readonly fireAfter: number;
  readonly clearAfter: number;
  /** How long a condition must have been true before it fires, and clear before it is over. */
  forMs(condition: AlertCondition): number;
  readonly keepMs: number;
  /** An event is over so long after it happened, however seldom anybody looks. */
  readonly isEvent: boolean;
}

type Judgement = AlertStateLine["reason"];
type Progress = Pick<
  AlertStateLine,
  | "to"
  | "conditions"
  | "pending_since"
  | "firing_since"
  | "held_since"
  | "clear_since"
  | "breaches"
  | "clears"
  | "peak"
  | "causes"
  | "told"
  | "told_severity"
  | "told_causes"
>;
/** What outlives an episode. */
type Kept = Pick<AlertStateLine, "told_slot" | "repeats" | "flapping">;

const QUIET: Progress = {
  to: "inactive",
  conditions: [],
  pending_since: null,
  firing_since: null,
  held_since: null,
  clear_since: null,
  breaches: 0,
  clears: 0,
  peak: null,
  causes: [],
  told: 0,
  told_severity: null,
  told_causes: [],
};
const NEVER: Kept = { told_slot: null, repeats: 0, flapping: false };

/**
 * The state after one evaluation: inactive → pending → firing → recovering → inactive. Lack of
 * data is neither breach nor clear: it holds the state, for two weeks at most. Slots that were
 * missed are not made up: only evaluations count.
 */
export function nextState(
  previous: AlertStateLine | undefined,
  reading: Reading,
  evaluation: Evaluation,
): AlertStateLine {
  const before: Progress = previous === undefined || previous.to === "inactive" ? QUIET : previous;
  const judged = judge(before, reading);
  const after = step(before, judged, reading, evaluation);
  const stale = judged === "insufficient" && before.to !== "inactive" && after.to === "inactive";
  const { told_slot, repeats, flapping } = previous ?? NEVER;
  return {
    v: 1,
    kind: "state",
    at: evaluation.at,
    slot: evaluation.slot,
    alert: evaluation.alert,
    project: reading.project,
    label: reading.label,
    from: before.to,
    reason: stale ? "stale" : judged,
    severity: severityOf(previous, reading, judged),
    evidence: evidenceOf(previous, reading, judged),
    speech: "",
    spoke: false,
    told_slot,
    repeats,
    flapping,
    ...progressOf(after),
  };
}

/** An episode is as severe as when it last breached. */
function severityOf(
  previous: AlertStateLine | undefined,
  reading: Reading,
  judged: Judgement,
): AlertStateLine["severity"] {
  if (judged === "breach" || previous === undefined) return reading.severity;
  return previous.to === "inactive" ? reading.severity : previous.severity;
}

/** Where nothing new was read, what was known of an open one still stands. */
function evidenceOf(
  previous: AlertStateLine | undefined,
  reading: Reading,
  judged: Judgement,
): AlertStateLine["evidence"] {
  const { evidence } = reading;
  const isEmpty = evidence.n === 0 && evidence.k === 0 && evidence.value === null;
  if (judged === "breach" || !isEmpty || previous === undefined) return evidence;
  return previous.to === "inactive" ? evidence : previous.evidence;
}

/** Breach by any condition; clear only by the marks of those that held in this episode. */
function judge(before: Progress, reading: Reading): Judgement {
  if (!reading.enough) return "insufficient";
  if (Object.values(reading.marks).includes("breach")) return "breach";
  const marks = before.conditions.map((condition) => reading.marks[condition] ?? "unknown");
  if (marks.includes("between")) return "unclear";
  if (marks.includes("unknown")) return "insufficient";
  return marks.length === 0 ? "unclear" : "clear";
}

function step(
  before: Progress,
  judged: Judgement,
  reading: Reading,
  evaluation: Evaluation,
): Progress {
  switch (judged) {
    case "breach":
      return breached(before, reading, evaluation);
    case "insufficient":
      return held(before, evaluation);
    default:
      return eased({ ...before, held_since: null, breaches: 0 }, judged === "clear", evaluation);
  }
}

function breached(before: Progress, reading: Reading, evaluation: Evaluation): Progress {
  const { slot, fireAfter, isEvent } = evaluation;
  const since = before.pending_since ?? slot;
  const breaches = before.breaches + 1;
  const value = reading.evidence.value ?? reading.evidence.ratio;
  const now = CONDITIONS.filter((condition) => reading.marks[condition] === "breach");
  const progress = {
    ...before,
    conditions: CONDITIONS.filter((one) => before.conditions.includes(one) || now.includes(one)),
    pending_since: since,
    held_since: null,
    clear_since: isEvent ? slot : null,
    breaches,
    clears: 0,
    peak: value === null ? before.peak : Math.max(before.peak ?? value, value),
    causes: [...new Set([...before.causes, ...reading.causes])].slice(0, MOST_CAUSES),
  };
  const isFiring = before.to === "firing" || before.to === "recovering";
  const forMs = Math.min(...now.map((condition) => evaluation.forMs(condition)));
  const fires = breaches >= fireAfter && Date.parse(slot) - Date.parse(since) >= forMs;
  if (!isFiring && !fires) return { ...progress, to: "pending", firing_since: null };
  return { ...progress, to: "firing", firing_since: before.firing_since ?? slot };
}

const CONDITIONS: readonly AlertCondition[] = ["absolute", "relative", "fast", "holds"];

function held(before: Progress, { slot }: Evaluation): Progress {
  if (before.to === "inactive") return QUIET;
  const since = before.held_since ?? slot;
  const over = Date.parse(slot) - Date.parse(since) >= MAX_HOLD_MS;
  return { ...before, held_since: since, to: over ? "inactive" : before.to };
}

/** No breach: a pending alert is over at once, a firing one after enough clear evaluations. */
function eased(before: Progress, clear: boolean, evaluation: Evaluation): Progress {
  const { slot, clearAfter, keepMs } = evaluation;
  if (before.to === "inactive" || before.to === "pending") return { ...before, to: "inactive" };
  if (!clear) return { ...before, to: "firing", clears: 0, clear_since: null };
  const clears = before.clears + 1;
  const since = before.clear_since ?? slot;
  const over = clears >= clearAfter && Date.parse(slot) - Date.parse(since) >= keepMs;
  return { ...before, to: over ? "inactive" : "recovering", clears, clear_since: since };
}

function progressOf(from: Progress): Progress {
  return {
    to: from.to,
    conditions: from.conditions,
    pending_since: from.pending_since,
    firing_since: from.firing_since,
    held_since: from.held_since,
    clear_since: from.clear_since,
    breaches: from.breaches,
    clears: from.clears,
    peak: from.peak,
    causes: from.causes,
    told: from.told,
    told_severity: from.told_severity,
    told_causes: from.told_causes,
  };
}
