import type { AlertEpisode } from "../findings/alert-facts.ts";
import type { AlertLine, AlertStateLine } from "../model/history.ts";

/** The times in which alerts fired, oldest first, out of their lines, oldest first. */
export function episodesOf(lines: readonly AlertLine[]): AlertEpisode[] {
  const open = new Map<string, AlertEpisode>();
  const over: AlertEpisode[] = [];
  for (const line of lines) {
    if (line.kind !== "state") continue;
    const key = JSON.stringify([line.alert, line.project, line.label]);
    const known = open.get(key);
    const fires = line.to === "firing" || line.to === "recovering";
    if (fires) open.set(key, episode(line, known));
    if (fires || known === undefined) continue;
    open.delete(key);
    over.push({ ...known, until: line.slot, stale: line.reason === "stale" });
  }
  return [...over, ...open.values()].sort((a, b) => (a.since < b.since ? -1 : 1));
}

function episode(line: AlertStateLine, known: AlertEpisode | undefined): AlertEpisode {
  const peak = Math.max(known?.peak ?? 0, line.peak ?? 0);
  return {
    alert: line.alert,
    project: line.project,
    severity: known?.severity === "critical" ? "critical" : line.severity,
    since: known?.since ?? line.firing_since ?? line.slot,
    until: null,
    stale: false,
    peak: known?.peak == null && line.peak === null ? null : peak,
    unit: line.evidence.unit,
  };
}
