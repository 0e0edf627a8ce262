import type { AlertCondition, AlertStateLine } from "../model/history.ts";
import type { Reading } from "./evaluate.ts";

/** How many evaluations in a row it takes to fire, and to be over. */
const FIRE_AFTER = 2;
const CLEAR_AFTER = 3;
/** Without data for this long an alert is over, and says so. */
const MAX_HOLD_MS = 14 * 24 * 60 * 60_000;

export interface Evaluation {
  readonly alert: string;
  /** The slot that is judged, and when that was done: ISO 8601 UTC. */
  readonly slot: string;
  readonly at: string;
  /** How long the condition must have been true before it fires. */
  readonly forMs: number;
}

type Judgement = AlertStateLine["reason"];
type Progress = Pick<
  AlertStateLine,
  | "to"
  | "conditions"
  | "pending_since"
  | "firing_since"
  | "held_since"
  | "breaches"
  | "clears"
  | "peak"
>;

const QUIET: Progress = {
  to: "inactive",
  conditions: [],
  pending_since: null,
  firing_since: null,
  held_since: null,
  breaches: 0,
  clears: 0,
  peak: null,
};

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
  return {
    v: 1,
    kind: "state",
    at: evaluation.at,
    slot: evaluation.slot,
    alert: evaluation.alert,
    project: reading.project,
    from: before.to,
    reason: stale ? "stale" : judged,
    severity: reading.enough ? reading.severity : (previous?.severity ?? reading.severity),
    evidence: reading.evidence,
    ...progressOf(after),
  };
}

/** Breach by any condition; clear only by the marks of those that held in this episode. */
function judge(before: Progress, reading: Reading): Judgement {
  if (!reading.enough) return "insufficient";
  if (reading.absolute === "breach" || reading.relative === "breach") return "breach";
  const marks = before.conditions.map((condition) => reading[condition]);
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
      return eased({ ...before, held_since: null, breaches: 0 }, judged === "clear");
  }
}

function breached(before: Progress, reading: Reading, { slot, forMs }: Evaluation): Progress {
  const since = before.pending_since ?? slot;
  const breaches = before.breaches + 1;
  const { ratio } = reading.evidence;
  const progress = {
    conditions: union(before.conditions, reading),
    pending_since: since,
    held_since: null,
    breaches,
    clears: 0,
    peak: ratio === null ? before.peak : Math.max(before.peak ?? 0, ratio),
  };
  const isFiring = before.to === "firing" || before.to === "recovering";
  const fires = breaches >= FIRE_AFTER && Date.parse(slot) - Date.parse(since) >= forMs;
  if (!isFiring && !fires) return { ...progress, to: "pending", firing_since: null };
  return { ...progress, to: "firing", firing_since: before.firing_since ?? slot };
}

function held(before: Progress, { slot }: Evaluation): Progress {
  if (before.to === "inactive") return QUIET;
  const since = before.held_since ?? slot;
  const over = Date.parse(slot) - Date.parse(since) >= MAX_HOLD_MS;
  return { ...before, held_since: since, to: over ? "inactive" : before.to };
}

/** No breach: a pending alert is over at once, a firing one after three clear evaluations. */
function eased(before: Progress, clear: boolean): Progress {
  if (before.to === "inactive" || before.to === "pending") return { ...before, to: "inactive" };
  if (!clear) return { ...before, to: "firing", clears: 0 };
  const clears = before.clears + 1;
  return { ...before, to: clears >= CLEAR_AFTER ? "inactive" : "recovering", clears };
}

function union(held: readonly AlertCondition[], reading: Reading): AlertCondition[] {
  const all = ["absolute", "relative"] as const;
  return all.filter((condition) => held.includes(condition) || reading[condition] === "breach");
}

function progressOf({ to, conditions, breaches, clears, peak, ...times }: Progress): Progress {
  const { pending_since, firing_since, held_since } = times;
  return { to, conditions, pending_since, firing_since, held_since, breaches, clears, peak };
}
