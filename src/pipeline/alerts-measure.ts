import { readSample } from "../alerts/evaluate.ts";
import type { Contributor } from "../alerts/evidence.ts";
import type { AlertMemory } from "../alerts/history.ts";
import { ALERT_KINDS, type AlertKind } from "../alerts/kinds.ts";
import type { AlertView } from "../alerts/report.ts";
import { nextState } from "../alerts/state.ts";
import type { MetricRow } from "../metrics/index.ts";
import type { CommandConfig } from "../model/config.ts";
import { weekBefore } from "../model/grid.ts";
import type { AlertStateLine } from "../model/history.ts";
import { type Window, windowSeries } from "../model/window.ts";
import type { MeasureScope, Reader } from "../warehouse/reader.ts";

/** One evaluation: which slot, in which zone, and as of when. */
export interface Judging {
  readonly kind: AlertKind;
  readonly slot: string;
  readonly timeZone: string;
  readonly asOf: string;
  readonly config: CommandConfig;
}

const TOP = 3;

/**
 * The next state of all projects together and of each project that there is something to say of.
 */
export async function judgeWeek(
  reader: Reader,
  memory: AlertMemory,
  judging: Judging,
): Promise<AlertStateLine[]> {
  const { kind, slot, asOf, config } = judging;
  const settings = config.alert[kind];
  const { baselineWeeks, metric } = ALERT_KINDS[kind];
  const windows = windowSeries(weekOf(judging), baselineWeeks + 1);
  const rows = await reader.measure(metric, scopeOf(judging, windows));
  const states = projectsOf(rows, memory, kind).map((project) => {
    const mine = rows.filter((row) => row.project === project);
    const inWindow = (window: Window | undefined) =>
      mine.find((row) => Math.round(row.since_ms) === Date.parse(window?.since ?? ""));
    const baseline = windows
      .slice(0, -1)
      .filter((window) => !memory.firedIn({ alert: kind, project }, window))
      .flatMap((window) => inWindow(window) ?? []);
    const sample = { project, week: inWindow(windows.at(-1)), baseline };
    const evaluation = { alert: kind, slot, at: asOf, forMs: settings.for_minutes * 60_000 };
    return nextState(stateOf(memory, kind, project), readSample(sample, settings), evaluation);
  });
  return states.filter(isWorthALine);
}

/** What is shown of a memory: all projects together, and whatever is not inactive. */
export function shownStates(memory: AlertMemory): AlertStateLine[] {
  return memory.states.filter(({ project, to }) => project === null || to !== "inactive");
}

/** The states with what each one that holds is made of. */
export async function viewsOf(
  reader: Reader,
  states: readonly AlertStateLine[],
  judging: Judging,
): Promise<AlertView[]> {
  const views: AlertView[] = [];
  for (const state of states) {
    const holds = state.to === "firing" || state.to === "recovering";
    views.push({ state, top: holds ? await contributors(reader, state.project, judging) : [] });
  }
  return views;
}

/** Calls in the modes where no opinion of ours means no prompt. */
export function besideIt(
  reader: Reader,
  judging: Judging,
): Promise<MetricRow<"passthrough-by-mode">[]> {
  return reader.measure("passthrough-by-mode", scopeOf(judging, [weekOf(judging)]));
}

/** The week that the slot ends. */
export function weekOf({ slot, timeZone }: Pick<Judging, "slot" | "timeZone">): Window {
  return weekBefore(slot, timeZone);
}

async function contributors(
  reader: Reader,
  project: string | null,
  judging: Judging,
): Promise<Contributor[]> {
  const [before, week] = windowSeries(weekOf(judging), 2);
  if (before === undefined || week === undefined) return [];
  const scope = (window: Window) => ({ ...scopeOf(judging, [window]), project });
  const now = await reader.measure("uncovered", scope(week));
  const then = await reader.measure("uncovered", scope(before));
  return now.slice(0, TOP).map(({ fingerprint, calls }) => ({
    fingerprint,
    calls,
    before: then.find((row) => row.fingerprint === fingerprint)?.calls ?? 0,
  }));
}

function scopeOf({ asOf, config }: Judging, windows: readonly Window[]): MeasureScope {
  return { windows, asOf, project: null, tool: null, excludeTools: config.ratio.exclude_tools };
}

/**
 * All together first; then every project with calls in any of the weeks, or with a state. Where
 * there is but one project it says nothing of its own.
 */
function projectsOf(
  rows: readonly MetricRow<"passthrough-ratio">[],
  memory: AlertMemory,
  kind: AlertKind,
): (string | null)[] {
  const open = memory.states.filter(({ alert, to }) => alert === kind && to !== "inactive");
  const named = new Set(rows.flatMap(({ project }) => project ?? []));
  const own = named.size > 1 ? named : [];
  return [...new Set([null, ...own, ...open.map(({ project }) => project)])];
}

function stateOf(
  memory: AlertMemory,
  kind: AlertKind,
  project: string | null,
): AlertStateLine | undefined {
  return memory.states.find((state) => state.alert === kind && state.project === project);
}

/** A project that was and stays inactive needs no line; all projects together always have one. */
function isWorthALine({ project, from, to }: AlertStateLine): boolean {
  return project === null || from !== "inactive" || to !== "inactive";
}
