import { describe, expect, it } from "vitest";
import { readSample } from "../../src/alerts/evaluate.ts";
import { recall } from "../../src/alerts/history.ts";
import { nextState } from "../../src/alerts/state.ts";
import type { MetricRow } from "../../src/metrics/index.ts";
import { PassthroughAlert } from "../../src/model/config.ts";
import type { AlertStateLine } from "../../src/model/history.ts";
import { beta, binomial } from "../support/beta.ts";
import { seeded } from "../support/seeded.ts";

/**
 * Years of sessions whose calls are correlated (beta-binomial, intra-session correlation 0.1),
 * judged on the grid of four slots a day exactly as `alerts check` does.
 */
const CORRELATION = 0.1;
const SLOTS_A_DAY = 4;
const WEEK = 7 * SLOTS_A_DAY;
const SLOT_MS = 6 * 3_600_000;
const START_MS = Date.parse("2026-01-05T00:00:00Z");
const SETTINGS = PassthroughAlert.parse({});

interface Load {
  readonly sessionsADay: number;
  readonly calls: number;
  readonly days: number;
  /** The true ratio on a day. */
  readonly ratio: (day: number) => number;
}

type Sums = Omit<MetricRow<"passthrough-ratio">, "since_ms" | "project" | "active_days">;
const NOTHING: Sums = { sessions: 0, n: 0, k: 0, kk: 0, kn: 0, nn: 0 };

/** Sums of everything before each slot, so that any window is one subtraction. */
function history(load: Load, random: () => number): Sums[] {
  const before: Sums[] = [NOTHING];
  for (let slot = 0; slot < load.days * SLOTS_A_DAY; slot += 1) {
    const sums = { ...(before[slot] ?? NOTHING) };
    const day = Math.floor(slot / SLOTS_A_DAY);
    for (let one = slot % SLOTS_A_DAY; one < load.sessionsADay; one += SLOTS_A_DAY) {
      const p = load.ratio(day);
      const weight = (1 - CORRELATION) / CORRELATION;
      const k = binomial(random, load.calls, beta(random, p * weight, (1 - p) * weight));
      sums.sessions += 1;
      sums.n += load.calls;
      sums.k += k;
      sums.kk += k * k;
      sums.kn += k * load.calls;
      sums.nn += load.calls * load.calls;
    }
    before.push(sums);
  }
  return before;
}

function weekEnding(before: readonly Sums[], slot: number): MetricRow<"passthrough-ratio"> {
  const end = before[slot] ?? NOTHING;
  const start = before[Math.max(0, slot - WEEK)] ?? NOTHING;
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
  };
}

const at = (slot: number) => new Date(START_MS + slot * SLOT_MS).toISOString();

/** Slots in which it fired, of the slots from `from` on. */
function firings(load: Load, random: () => number, from = 0): number[] {
  const before = history(load, random);
  const lines: AlertStateLine[] = [];
  const fired: number[] = [];
  for (let slot = WEEK; slot < before.length; slot += 1) {
    const memory = recall(lines);
    const baseline = [1, 2, 3, 4]
      .map((week) => slot - week * WEEK)
      .filter((end) => end >= WEEK)
      .filter((end) => {
        const window = { since: at(end - WEEK), until: at(end) };
        return !memory.firedIn({ alert: "passthrough_ratio", project: null }, window);
      })
      .map((end) => weekEnding(before, end));
    const sample = { project: null, week: weekEnding(before, slot), baseline };
    const evaluation = { alert: "passthrough_ratio", slot: at(slot), at: at(slot), forMs: 0 };
    const line = nextState(lines.at(-1), readSample(sample, SETTINGS), evaluation);
    if (line.to !== "inactive" || line.from !== "inactive") lines.push(line);
    if (line.from === "pending" && line.to === "firing" && slot >= from) fired.push(slot);
  }
  return fired;
}

function falseFiresAYear(load: Omit<Load, "days">, years: number): number {
  const random = seeded(27);
  let fires = 0;
  for (let year = 0; year < years; year += 1) {
    fires += firings({ ...load, days: 365 + 35 }, random, 35 * SLOTS_A_DAY).length;
  }
  return fires / years;
}

describe("the passthrough alert over simulated years", () => {
  // Over 100 years each: 1.4, 0.9, 0.1 and 0.3 false fires a year (the absolute condition alone
  // 1.2, 0.4, 0.1 and 0.0), where a plain "ratio above 30 %" gives 18 to 24 at 27 %.
  it.each([
    { ratio: 0.27, sessionsADay: 1, calls: 15, most: 2.5 },
    { ratio: 0.27, sessionsADay: 3, calls: 40, most: 1.5 },
    { ratio: 0.27, sessionsADay: 6, calls: 80, most: 0.5 },
    { ratio: 0.15, sessionsADay: 3, calls: 40, most: 0.8 },
  ])(
    "at a true ratio of $ratio with $sessionsADay × $calls calls a day fires falsely at most $most times a year",
    ({ ratio, sessionsADay, calls, most }) => {
      const fires = falseFiresAYear({ sessionsADay, calls, ratio: () => ratio }, 20);
      expect(fires).toBeLessThanOrEqual(most);
    },
  );

  it("sees a jump from 20 to 45 % in four days at the median and nine of ten in six", () => {
    const random = seeded(45);
    const jump = 42;
    const days = Array.from({ length: 60 }, () => {
      const load = { sessionsADay: 3, calls: 40, days: 70 };
      const ratio = (day: number) => (day < jump ? 0.2 : 0.45);
      const [first] = firings({ ...load, ratio }, random, jump * SLOTS_A_DAY);
      return first === undefined ? Number.POSITIVE_INFINITY : first / SLOTS_A_DAY - jump;
    }).sort((a, b) => a - b);
    expect(days[30]).toBeLessThanOrEqual(4);
    expect(days[54]).toBeLessThanOrEqual(6);
  });
});
