import type { MetricRow } from "../../metrics/index.ts";
import { daysBefore } from "../../model/grid.ts";
import { type Window, windowSeries } from "../../model/window.ts";
import { readSample } from "../evaluate.ts";
import type { KindContext, Moment, Need } from "../kind.ts";
import type { Reading } from "../reading.ts";

/** Windows of a week: the one that is judged, and those that its baseline is made of. */
const BASELINE_WEEKS = 4;
type Row = MetricRow<"passthrough-ratio">;

export function passthroughNeeds(moment: Moment): Need[] {
  const windows = [...weeksOf(moment), dayOf(moment)];
  return windows.map((window) => ({ metric: "passthrough-ratio", window }));
}

/**
 * All together first; then every project with calls in any of the weeks, or with a state. Where
 * there is but one project it says nothing of its own.
 */
export function passthroughReadings(context: KindContext<"passthrough_ratio">): Reading[] {
  const { moment, figures, settings, memory, name } = context;
  const weeks = weeksOf(moment).map((window) => ({ window, rows: ofProjects(window) }));
  const days = ofProjects(dayOf(moment));
  return projects().map((project) => {
    const key = { alert: name, project, label: "" };
    const baseline = weeks
      .slice(0, -1)
      .filter(({ window }) => !memory.firedIn(key, window))
      .flatMap(({ rows }) => rows.get(project) ?? []);
    const week = weeks.at(-1)?.rows.get(project);
    return readSample({ project, week, day: days.get(project), baseline }, settings);
  });

  function ofProjects(window: Window): Map<string | null, Row> {
    return new Map(figures.rows("passthrough-ratio", window).map((row) => [row.project, row]));
  }

  function projects(): (string | null)[] {
    const named = new Set(weeks.flatMap(({ rows }) => [...rows.keys()]));
    named.delete(null);
    const open = memory.openOf(name).map(({ project }) => project);
    return [...new Set([null, ...(named.size > 1 ? named : []), ...open])];
  }
}

/** The week that the slot ends, last, and those before it. */
function weeksOf({ slot, timeZone }: Moment): Window[] {
  return windowSeries(daysBefore(slot, 7, timeZone), BASELINE_WEEKS + 1);
}

function dayOf({ slot, timeZone }: Moment): Window {
  return daysBefore(slot, 1, timeZone);
}
