import { daysBefore } from "../model/grid.ts";
import { type Window, windowSeries } from "../model/window.ts";

/** The slot that is judged; ISO 8601 UTC. */
export interface Moment {
  readonly slot: string;
  readonly timeZone: string;
  /** The slot of the same grid that was judged before: events after it are new. */
  readonly since: string;
  /** The 24 hours that the slot ends, last, and the same of the 28 days before. */
  days(): readonly Window[];
  /** The week that the slot ends, last, and the four before. */
  weeks(): readonly Window[];
}

const BASELINE_DAYS = 28;
const BASELINE_WEEKS = 4;

/** Windows are made when they are first asked for, and then kept: calendars are slow. */
export function momentAt(given: Pick<Moment, "slot" | "timeZone" | "since">): Moment {
  const { slot, timeZone } = given;
  let days: readonly Window[] | undefined;
  let weeks: readonly Window[] | undefined;
  return {
    ...given,
    days: () => {
      days ??= windowSeries(daysBefore(slot, 1, timeZone), BASELINE_DAYS + 1);
      return days;
    },
    weeks: () => {
      weeks ??= windowSeries(daysBefore(slot, 7, timeZone), BASELINE_WEEKS + 1);
      return weeks;
    },
  };
}
