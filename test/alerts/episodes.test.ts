import { describe, expect, it } from "vitest";
import { episodesOf } from "../../src/alerts/episodes.ts";
import { type AlertLine, AlertStateLine } from "../../src/model/history.ts";

const at = (day: number): string => `2026-11-${String(day).padStart(2, "0")}T12:00:00.000Z`;

const EVIDENCE = { k: 1, n: 2, sessions: 1, active_days: 1, ratio: null, low: null, high: null };

function state(day: number, to: AlertStateLine["to"], parts: object = {}): AlertStateLine {
  return AlertStateLine.parse({
    ...{ v: 1, at: at(day), kind: "state", slot: at(day), alert: "passthrough_ratio" },
    ...{ project: null, from: "inactive", to, reason: "breach", conditions: [] },
    ...{ severity: "warn", pending_since: null, firing_since: null, held_since: null },
    ...{ breaches: 1, clears: 0, peak: null, evidence: { ...EVIDENCE, base: null } },
    ...parts,
  });
}

describe("the episodes of alerts", () => {
  it("last from firing until the alert is inactive, over a recovery that did not hold", () => {
    const lines: AlertLine[] = [
      state(1, "pending"),
      state(2, "firing", { firing_since: at(2), peak: 0.4 }),
      { v: 1, at: at(2), kind: "slot", slot: at(2), grid: "slow" },
      state(3, "recovering", { firing_since: at(2), peak: 0.5 }),
      state(4, "firing", { firing_since: at(2), peak: 0.45, severity: "critical" }),
      state(5, "inactive", { reason: "clear" }),
      state(6, "firing", { firing_since: at(6), project: "shop" }),
    ];
    expect(episodesOf(lines)).toEqual([
      {
        ...{ alert: "passthrough_ratio", project: null, severity: "critical", stale: false },
        ...{ since: at(2), until: at(5), peak: 0.5, unit: "ratio" },
      },
      {
        ...{ alert: "passthrough_ratio", project: "shop", severity: "warn", stale: false },
        ...{ since: at(6), until: null, peak: null, unit: "ratio" },
      },
    ]);
  });

  it("end without data where the alert did, and are none where it never fired", () => {
    const ended = [state(1, "firing"), state(9, "inactive", { reason: "stale" })];
    expect(episodesOf(ended)).toMatchObject([{ since: at(1), until: at(9), stale: true }]);
    expect(episodesOf([state(1, "pending"), state(2, "inactive")])).toEqual([]);
  });
});
