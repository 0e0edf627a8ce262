import { holds } from "../alerts/history.ts";
import { topOf } from "../alerts/reading.ts";
import type { MetricRow } from "../metrics/index.ts";
import type { CommandConfig } from "../model/config.ts";
import { daysBefore } from "../model/grid.ts";
import type { AlertContributor, AlertStateLine } from "../model/history.ts";
import { type Window, windowSeries } from "../model/window.ts";
import type { MeasureScope, Reader } from "../warehouse/reader.ts";

/** One evaluation: which slots, in which zone, and as of when. */
export interface Judging {
  readonly slow: string;
  readonly quick: string;
  readonly timeZone: string;
  readonly asOf: string;
  readonly config: CommandConfig;
}

const TOP = 3;

/** The states with what each one that holds is made of, where its figures do not tell already. */
export async function withContributors(
  reader: Reader,
  lines: readonly AlertStateLine[],
  judging: Judging,
): Promise<AlertStateLine[]> {
  const told: AlertStateLine[] = [];
  for (const line of lines) {
    const top = holds(line) ? await contributors(reader, line, judging) : [];
    told.push(top.length === 0 ? line : { ...line, evidence: { ...line.evidence, top } });
  }
  return told;
}

/** Calls in the modes where no opinion of ours means no prompt. */
export function besideIt(
  reader: Reader,
  judging: Judging,
): Promise<MetricRow<"passthrough-by-mode">[]> {
  return reader.measure("passthrough-by-mode", scopeOf(judging, [weekOf(judging)]));
}

/** The week that the slow slot ends. */
export function weekOf({ slow, timeZone }: Pick<Judging, "slow" | "timeZone">): Window {
  return daysBefore(slow, 7, timeZone);
}

async function contributors(
  reader: Reader,
  line: AlertStateLine,
  judging: Judging,
): Promise<AlertContributor[]> {
  if (line.alert === "passthrough_ratio") return uncovered(reader, line, judging);
  if (line.alert !== "deny_spike") return [];
  const windows = windowSeries(daysBefore(line.slot, 1, judging.timeZone), 2);
  const [before, now] = await Promise.all(
    windows.map((window) => reader.measure("session-stops", scopeOf(judging, [window]))),
  );
  const counts = (rows: readonly MetricRow<"session-stops">[] = []) =>
    rows.map(({ fingerprint, calls }) => ({ label: fingerprint, count: calls }));
  const then = new Map<string, number>();
  for (const { label, count } of counts(before)) then.set(label, (then.get(label) ?? 0) + count);
  return topOf(counts(now)).map((one) => ({ ...one, before: then.get(one.label) ?? 0 }));
}

async function uncovered(
  reader: Reader,
  { slot, project, evidence }: AlertStateLine,
  judging: Judging,
): Promise<AlertContributor[]> {
  // Where the last day alone fires, the day before it is what to compare with.
  const days = evidence.detail === "" ? 7 : 1;
  const [before, now] = windowSeries(daysBefore(slot, days, judging.timeZone), 2);
  if (before === undefined || now === undefined) return [];
  const scope = (window: Window) => ({ ...scopeOf(judging, [window]), project });
  const rows = await reader.measure("uncovered", scope(now));
  const then = await reader.measure("uncovered", scope(before));
  return rows.slice(0, TOP).map(({ fingerprint, calls }) => ({
    label: fingerprint,
    count: calls,
    before: then.find((row) => row.fingerprint === fingerprint)?.calls ?? 0,
  }));
}

function scopeOf({ asOf, config }: Judging, windows: readonly Window[]): MeasureScope {
  return { windows, asOf, project: null, tool: null, excludeTools: config.ratio.exclude_tools };
}
