import type { AlertEvidence, AlertLine, AlertStateLine } from "../model/history.ts";
import type { Severity } from "../model/words.ts";
import { SEVERITIES } from "../model/words.ts";
import { holds, keyOf } from "./history.ts";

/** One time in which an alert fired, with what was said of it. Slots are ISO 8601 UTC. */
export interface PastAlert {
  readonly alert: string;
  readonly project: string | null;
  readonly label: string;
  readonly severity: Severity;
  readonly pending: string;
  readonly fired: string;
  /** Null where it fires still. */
  readonly over: string | null;
  /** Its data ended before it did. */
  readonly stale: boolean;
  readonly peak: number | null;
  readonly unit: AlertEvidence["unit"];
  readonly causes: readonly string[];
  readonly told: readonly { readonly slot: string; readonly as: string }[];
  /** Why it was not told, each reason with its slots. */
  readonly kept: Readonly<Record<string, number>>;
}

/** Silences that keep back something that would have been said. */
const KEPT = ["silenced", "inhibited", "quiet_hours", "over_budget", "no_channel", "flapping"];

/** The times in which alerts fired, oldest first, out of their lines, oldest first. */
export function pastAlerts(lines: readonly AlertLine[]): PastAlert[] {
  const open = new Map<string, PastAlert>();
  const over: PastAlert[] = [];
  for (const line of lines) {
    if (line.kind !== "state") continue;
    const key = keyOf(line);
    const known = open.get(key);
    if (!holds(line) && known === undefined) continue;
    const now = withLine(known ?? begun(line), line);
    if (holds(line)) {
      open.set(key, now);
      continue;
    }
    open.delete(key);
    over.push({ ...now, over: line.slot, stale: line.reason === "stale" });
  }
  return [...over, ...open.values()].sort((a, b) => (a.fired < b.fired ? -1 : 1));
}

function begun(line: AlertStateLine): PastAlert {
  const fired = line.firing_since ?? line.slot;
  return {
    alert: line.alert,
    project: line.project,
    label: line.label,
    severity: line.severity,
    pending: line.pending_since ?? fired,
    fired,
    over: null,
    stale: false,
    peak: null,
    unit: line.evidence.unit,
    causes: [],
    told: [],
    kept: {},
  };
}

function withLine(before: PastAlert, line: AlertStateLine): PastAlert {
  const isWorse = SEVERITIES.indexOf(line.severity) < SEVERITIES.indexOf(before.severity);
  const kept = KEPT.includes(line.speech)
    ? { ...before.kept, [line.speech]: (before.kept[line.speech] ?? 0) + 1 }
    : before.kept;
  return {
    ...before,
    severity: isWorse ? line.severity : before.severity,
    peak: line.peak ?? before.peak,
    causes: line.causes,
    told: line.spoke ? [...before.told, { slot: line.slot, as: line.speech }] : before.told,
    kept,
  };
}
