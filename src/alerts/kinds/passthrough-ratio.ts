import type { MetricRow } from "../../metrics/index.ts";
import type { Window } from "../../model/window.ts";
import { readSample } from "../evaluate.ts";
import type { KindContext, Need } from "../kind.ts";
import type { Moment } from "../moment.ts";
import type { Reading } from "../reading.ts";

type Row = MetricRow<"passthrough-ratio">;

export function passthroughNeeds(moment: Moment): Need[] {
  const windows = [...moment.weeks(), ...moment.days().slice(-1)];
  return windows.map((window) => ({ metric: "passthrough-ratio", window }));
}

/**
 * All together first; then every project with calls in any of the weeks, or with a state. Where
 * there is but one project it says nothing of its own.
 */
export function passthroughReadings(context: KindContext<"passthrough_ratio">): Reading[] {
  const { moment, figures, settings, memory, name } = context;
  const weeks = moment.weeks().map((window) => ({ window, rows: ofProjects(window) }));
  const days = ofProjects(moment.days().at(-1));
  return projects().map((project) => {
    const key = { alert: name, project, label: "" };
    const baseline = weeks
      .slice(0, -1)
      .filter(({ window }) => !memory.firedIn(key, window))
      .flatMap(({ rows }) => rows.get(project) ?? []);
    const week = weeks.at(-1)?.rows.get(project);
    return readSample({ project, week, day: days.get(project), baseline }, settings);
  });

  function ofProjects(window: Window | undefined): Map<string | null, Row> {
    if (window === undefined) return new Map();
    return new Map(figures.rows("passthrough-ratio", window).map((row) => [row.project, row]));
  }

  function projects(): (string | null)[] {
    const named = new Set(weeks.flatMap(({ rows }) => [...rows.keys()]));
    named.delete(null);
    const open = memory.openOf(name).map(({ project }) => project);
    return [...new Set([null, ...(named.size > 1 ? named : []), ...open])];
  }
}
