import type { AlertFigures } from "../../src/alerts/kind.ts";
import type { AlertProbes } from "../../src/alerts/probes.ts";
import type { MetricName, MetricRow } from "../../src/metrics/index.ts";
import { NO_LEARNING } from "./facts.ts";

type Rows = { readonly [Name in MetricName]?: readonly MetricRow<Name>[] };

/** Figures of which only some rows are known: each window has those that lie in it by `since_ms`. */
export function alertFigures(
  rows: Rows = {},
  other: Partial<Omit<AlertFigures, "rows">> = {},
): AlertFigures {
  return {
    rows: (name, { since, until }) => {
      const all: Rows[typeof name] = rows[name];
      return (all ?? []).filter((row) => {
        const at = "since_ms" in row ? Number(row.since_ms) : Number.NaN;
        return Date.parse(since) <= at && at < Date.parse(until);
      });
    },
    learning: () => NO_LEARNING,
    changes: [],
    severities: new Map(),
    firstCallMs: Date.parse("2026-01-01T00:00:00Z"),
    probes: null,
    evasions: [],
    ...other,
  };
}

/** A machine on which all is well at noon of 22 November 2026. */
export function alertProbes(other: Partial<AlertProbes> = {}): AlertProbes {
  const nowMs = Date.parse("2026-11-22T12:00:00Z");
  return {
    guard: { wasOn: true, registered: true, switchedOff: "", missing: [], problem: "" },
    silence: { transcriptMs: nowMs - 60_000, entryMs: nowMs - 90_000, nowMs, canary: null },
    log: { problems: [], lines: 5000, badLines: 0, clockBackMs: 0, verified: null },
    sizes: { logBytes: 1e6, warehouseBytes: 1e6 },
    channels: [],
    jobs: [],
    ...other,
  };
}
