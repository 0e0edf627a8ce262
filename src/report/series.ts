import { UserError } from "../model/errors.ts";
import { hasMoreDays, type Window, weeksUpTo, windowDays, windowSeries } from "../model/window.ts";
import type { Definition } from "./definition.ts";

/** This window and the eight before it; eight are drawn. */
const COMPARED = 9;
const TREND_WEEKS = 8;
/** A year of days: more rows than this say nothing. */
const MOST_STEPS = 366;

export interface Series {
  /** What the report is about. */
  readonly window: Window;
  /** Oldest first. */
  readonly windows: readonly Window[];
}

/** Whether the words asked for a start (`--since`), for a span (`--during`), or for neither. */
export type Asked = "start" | "span" | "nothing";

/**
 * The windows of a report. A digest is about the given window, beside the eight before. A trend is
 * about whole weeks or days: those that the window touches where its start or a span of several was
 * `given`, else the eight weeks that end with it. A session has nothing to compare with. Throws
 * UserError for more steps than a reader can use.
 */
export function seriesOf(
  comparison: Definition["comparison"],
  window: Window,
  given: Asked,
): Series {
  if (comparison === "session") return { window, windows: [window] };
  if (comparison === "before") return { window, windows: windowSeries(window, COMPARED) };
  const asked = given === "start" || (given === "span" && hasSteps(comparison, window));
  const weeks = asked ? weeksTouching(window) : weeksUpTo(window, TREND_WEEKS);
  const span = asked && comparison === "days" ? window : spanOf(weeks, window);
  const windows = comparison === "days" ? windowDays(span) : weeks;
  if (windows.length > MOST_STEPS) {
    throw new UserError(
      `${windows.length} ${comparison} are more than the ${MOST_STEPS} that a trend can show. ` +
        "Ask for a later --since.",
    );
  }
  return { window: spanOf(windows, window), windows };
}

/** Whether a span is more than one step of a trend: one bar alone is none. */
export function hasSteps(comparison: "weeks" | "days", window: Window): boolean {
  return hasMoreDays(window, comparison === "days" ? 1 : 7);
}

function weeksTouching(window: Window): Window[] {
  const days = (Date.parse(window.until) - Date.parse(window.since)) / 86_400_000;
  return weeksUpTo(window, Math.ceil(days / 7) + 1).filter((week) => week.until > window.since);
}

function spanOf(windows: readonly Window[], fallback: Window): Window {
  const since = windows[0]?.since ?? fallback.since;
  return { ...fallback, since, until: windows.at(-1)?.until ?? fallback.until };
}
