import { readSample } from "../../src/alerts/evaluate.ts";
import { recall } from "../../src/alerts/history.ts";
import { kindOf } from "../../src/alerts/kinds.ts";
import { nextState } from "../../src/alerts/state.ts";
import type { MetricRow } from "../../src/metrics/index.ts";
import { PassthroughAlert } from "../../src/model/alert-settings.ts";
import { beta, binomial } from "./beta.ts";
import { seeded } from "./seeded.ts";

/**
 * Years of sessions whose calls are correlated (beta-binomial), judged on the grid of four slots a
 * day exactly as `alerts check` does.
 */
const SLOTS_A_DAY = 4;
const WEEK = 7 * SLOTS_A_DAY;
const SLOT_MS = 6 * 3_600_000;
const START_MS = Date.parse("2026-01-05T00:00:00Z");
/** Before it there is no whole baseline. */
const WARM_UP_DAYS = 35;
const KEY = { alert: "passthrough_ratio", project: null, label: "" };

export interface Load {
  readonly sessionsADay: number;
  readonly calls: number;
  readonly days: number;
  /** Of calls within a session. */
  readonly correlation?: number;
  /** The true ratio on a day. */
  readonly ratio: (day: number) => number;
}

type Row = MetricRow<"passthrough-ratio">;
type Sums = Omit<Row, "since_ms" | "project" | "active_days">;
const NOTHING: Sums = { sessions: 0, n: 0, k: 0, kk: 0, kn: 0, nn: 0, kkn: 0 };

/** False fires a year at a ratio that never changes. */
export function falseFiresAYear(
  load: Omit<Load, "days">,
  years: number,
  settings: Partial<PassthroughAlert> = {},
): number {
  const random = seeded(27);
  let fires = 0;
  for (let year = 0; year < years; year += 1) {
    const days = 365 + WARM_UP_DAYS;
    fires += firings({ ...load, days }, random, { from: WARM_UP_DAYS, settings }).length;
  }
  return fires / years;
}

/** Days from a jump of the ratio to the alert, for each of `runs`, shortest first. */
export function daysToFire(
  load: Omit<Load, "days" | "ratio"> & { readonly from: number; readonly to: number },
  runs: number,
  settings: Partial<PassthroughAlert> = {},
): number[] {
  const random = seeded(45);
  const jump = 42;
  return Array.from({ length: runs }, () => {
    const ratio = (day: number) => (day < jump ? load.from : load.to);
    const [first] = firings({ ...load, ratio, days: 70 }, random, { from: jump, settings });
    return first === undefined ? Number.POSITIVE_INFINITY : first / SLOTS_A_DAY - jump;
  }).sort((a, b) => a - b);
}

/** Slots in which it fired, from a day on. */
function firings(
  load: Load,
  random: () => number,
  given: { readonly from: number; readonly settings: Partial<PassthroughAlert> },
): number[] {
  const settings = PassthroughAlert.parse(given.settings);
  const kind = kindOf("passthrough_ratio");
  const before = history(load, random);
  const memory = recall([]);
  const fired: number[] = [];
  for (let slot = WEEK; slot < before.length; slot += 1) {
    const baseline = [1, 2, 3, 4]
      .map((week) => slot - week * WEEK)
      .filter((end) => end >= WEEK)
      .filter((end) => !memory.firedIn(KEY, { since: at(end - WEEK), until: at(end) }))
      .map((end) => between(before, end - WEEK, end));
    const week = between(before, slot - WEEK, slot);
    const day = between(before, slot - SLOTS_A_DAY, slot);
    const line = nextState(
      memory.stateOf(KEY),
      readSample({ project: null, week, day, baseline }, settings),
      {
        ...{ alert: KEY.alert, slot: at(slot), at: at(slot), keepMs: kind.keepMs, isEvent: false },
        ...{ fireAfter: kind.fireAfter, clearAfter: kind.clearAfter },
        forMs: (condition) => kind.forMs(settings, condition),
      },
    );
    memory.add([line]);
    const isNew = line.from === "pending" && line.to === "firing";
    if (isNew && slot >= given.from * SLOTS_A_DAY) fired.push(slot);
  }
  return fired;
}

/** Sums of everything before each slot, so that any window is one subtraction. */
function history(load: Load, random: () => number): Sums[] {
  const { correlation = 0.1 } = load;
  const before: Sums[] = [NOTHING];
  for (let slot = 0; slot < load.days * SLOTS_A_DAY; slot += 1) {
    const sums = { ...(before[slot] ?? NOTHING) };
    const day = Math.floor(slot / SLOTS_A_DAY);
    for (let one = slot % SLOTS_A_DAY; one < load.sessionsADay; one += SLOTS_A_DAY) {
      const p = load.ratio(day);
      const k = binomial(random, load.calls, shareOf(p, correlation, random));
      sums.sessions += 1;
      sums.n += load.calls;
      sums.k += k;
      sums.kk += k * k;
      sums.kn += k * load.calls;
      sums.nn += load.calls * load.calls;
      sums.kkn += (k * k) / load.calls;
    }
    before.push(sums);
  }
  return before;
}

/** A session's own ratio; that of all where calls are not correlated. */
function shareOf(p: number, correlation: number, random: () => number): number {
  if (correlation === 0) return p;
  const weight = (1 - correlation) / correlation;
  return beta(random, p * weight, (1 - p) * weight);
}

function between(before: readonly Sums[], from: number, to: number): Row {
  const end = before[to] ?? NOTHING;
  const start = before[Math.max(0, from)] ?? NOTHING;
  return {
    since_ms: 0,
    project: null,
    active_days: 7,
    sessions: end.sessions - start.sessions,
    n: end.n - start.n,
    k: end.k - start.k,
    kk: end.kk - start.kk,
    kn: end.kn - start.kn,
    nn: end.nn - start.nn,
    kkn: end.kkn - start.kkn,
  };
}

function at(slot: number): string {
  return new Date(START_MS + slot * SLOT_MS).toISOString();
}
