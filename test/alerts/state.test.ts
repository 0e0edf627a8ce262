import { describe, expect, it } from "vitest";
import { recall } from "../../src/alerts/history.ts";
import { type Mark, NO_EVIDENCE, type Reading } from "../../src/alerts/reading.ts";
import { nextState } from "../../src/alerts/state.ts";
import type { AlertStateLine } from "../../src/model/history.ts";

const HOUR_MS = 3_600_000;
const START_MS = Date.parse("2026-11-16T00:00:00Z");

function slot(index: number): string {
  return new Date(START_MS + index * 6 * HOUR_MS).toISOString();
}

function reading(absolute: Mark, relative: Mark = "between"): Reading {
  const enough = absolute !== "unknown";
  const ratio = { breach: 0.5, clear: 0.2, between: 0.28, unknown: null }[absolute];
  return {
    project: null,
    label: "",
    enough,
    marks: { absolute, relative: enough ? relative : "unknown" },
    severity: "warn",
    causes: [],
    evidence: { ...NO_EVIDENCE, n: 100, sessions: 9, active_days: 5, ratio },
  };
}

/** What each of these readings leads to, one slot after the other. */
function run(readings: readonly Reading[], slots = readings.map((_, index) => index)) {
  const lines: AlertStateLine[] = [];
  for (const [index, one] of readings.entries()) {
    const at = slot(slots[index] ?? index);
    const evaluation = {
      ...{ alert: "passthrough_ratio", slot: at, at, keepMs: 0, isEvent: false },
      ...{ fireAfter: 2, clearAfter: 3, forMs: () => HOUR_MS / 2 },
    };
    lines.push(nextState(lines.at(-1), one, evaluation));
  }
  return lines;
}

const states = (lines: readonly AlertStateLine[]) => lines.map(({ to }) => to);
const BREACH = reading("breach");
const CLEAR = reading("clear");
const BETWEEN = reading("between");
const NOTHING = reading("unknown");

describe("an alert's state", () => {
  it("fires on the second breach in a row, not on the first", () => {
    const lines = run([BREACH, BREACH]);
    expect(states(lines)).toEqual(["pending", "firing"]);
    expect(lines.at(-1)).toMatchObject({ pending_since: slot(0), firing_since: slot(1) });
  });

  it("forgets a single breach", () => {
    expect(states(run([BREACH, BETWEEN, BREACH, BREACH]))).toEqual([
      "pending",
      "inactive",
      "pending",
      "firing",
    ]);
  });

  it("is over after three clear evaluations in a row", () => {
    const lines = run([BREACH, BREACH, CLEAR, CLEAR, CLEAR]);
    expect(states(lines)).toEqual(["pending", "firing", "recovering", "recovering", "inactive"]);
    expect(lines.at(-1)).toMatchObject({ reason: "clear", firing_since: slot(1), peak: 0.5 });
  });

  it("goes on firing between the two marks, and starts to count again", () => {
    const lines = run([BREACH, BREACH, CLEAR, CLEAR, BETWEEN, CLEAR, CLEAR, CLEAR]);
    expect(states(lines).slice(2)).toEqual([
      "recovering",
      "recovering",
      "firing",
      "recovering",
      "recovering",
      "inactive",
    ]);
  });

  it("clears a rise by the mark of the rise, not by that of the level", () => {
    const risen = reading("clear", "breach");
    const still = reading("clear", "between");
    const fallen = reading("clear", "clear");
    const lines = run([risen, risen, still, fallen, fallen, fallen]);
    expect(states(lines)).toEqual([
      "pending",
      "firing",
      "firing",
      "recovering",
      "recovering",
      "inactive",
    ]);
  });

  it("holds its state without data, and is stale after two weeks", () => {
    const slots = [0, 1, 2, 3, 57, 58];
    const lines = run([BREACH, BREACH, NOTHING, NOTHING, NOTHING, NOTHING], slots);
    expect(states(lines)).toEqual(["pending", "firing", "firing", "firing", "firing", "inactive"]);
    expect(lines.at(-1)?.reason).toBe("stale");
  });

  it("takes up the count of a lack of data anew", () => {
    const lines = run([BREACH, BREACH, NOTHING, BREACH, NOTHING], [0, 1, 2, 50, 60]);
    expect(lines.at(-1)).toMatchObject({ to: "firing", held_since: slot(60) });
  });

  it("counts evaluations: missed slots are not made up", () => {
    expect(states(run([BREACH, BREACH], [0, 40]))).toEqual(["pending", "firing"]);
    expect(states(run([BREACH, BREACH, CLEAR], [0, 1, 40]))).toEqual([
      "pending",
      "firing",
      "recovering",
    ]);
  });

  it("stays inactive on lack of data", () => {
    expect(states(run([NOTHING, BETWEEN]))).toEqual(["inactive", "inactive"]);
  });
});

describe("an alert's history", () => {
  const line = { v: 1, at: slot(9), kind: "slot", slot: slot(9), grid: "slow" } as const;

  it("folds to the last state, the last slot, and when it fired", () => {
    const lines = run([BETWEEN, BREACH, BREACH, CLEAR, CLEAR, CLEAR, BETWEEN]);
    const memory = recall([...lines, line]);
    expect(memory.slotOf("slow")).toBe(slot(9));
    expect(memory.slotOf("quick")).toBeNull();
    expect(memory.states).toMatchObject([{ to: "inactive", slot: slot(6) }]);
    const key = { alert: "passthrough_ratio", project: null, label: "" };
    const fired = (from: number, to: number) =>
      memory.firedIn(key, { since: slot(from), until: slot(to) });
    expect([fired(0, 2), fired(0, 3), fired(3, 5), fired(5, 9)]).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(memory.firedIn({ ...key, project: "web" }, { since: slot(0), until: slot(9) })).toBe(
      false,
    );
  });

  it("goes on firing until a line says otherwise", () => {
    const memory = recall(run([BREACH, BREACH]));
    const key = { alert: "passthrough_ratio", project: null, label: "" };
    expect(memory.firedIn(key, { since: slot(100), until: slot(128) })).toBe(true);
  });
});
