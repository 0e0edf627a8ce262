import { ours } from "../../findings/command-line.ts";
import {
  byWindow,
  type Facts,
  promptsSeen,
  rowsOf,
  scorecardSeries,
} from "../../findings/facts.ts";
import { command, count, text, time } from "../../findings/values.ts";
import type { Backdrop } from "../../model/report.ts";
import { hasMoreDays, type Window, windowDays, windowLabel } from "../../model/window.ts";
import { backdropOf, ruleMoments, serverMoments } from "../backdrop.ts";
import { note } from "../blocks.ts";
import type { Section, SectionKind } from "../section.ts";
import { shareOf } from "../share.ts";
import { firedIn } from "./alerts.ts";

interface Day {
  readonly since: string;
  readonly calls: number | null;
  readonly prompts: number | null;
}

/** Weeks before that tell what is usual, and how many of them have to be known. */
const USUAL_WEEKS = 4;
const LEAST_WEEKS = 3;
const WEEK = 7;
/** A quarter of a year. */
const MOST_DAYS = 92;

/**
 * Every local day of the window, also those without calls; a day yet to come has no data. Behind
 * them stands what is usual, when an alert fired, and when a server or a rule appeared.
 */
export const byDay = {
  needs: ["activity-by-day", "calls-by-day", "scorecard", "first-seen"],
  make: ({ facts }) => {
    if (hasMoreDays(facts.window, MOST_DAYS)) return tooMany(facts);
    const days = daysOf(facts);
    // One day has nothing to stand beside.
    if (days.length < 2) return null;
    const calls = shareOf(days.map((day) => day.calls));
    const prompts = shareOf(days.map((day) => day.prompts));
    const rows = days.map((day) => ({
      label: time(Date.parse(day.since), "day"),
      bars: [
        { value: count(day.calls), share: calls(day.calls) },
        { value: count(day.prompts), share: prompts(day.prompts) },
      ],
    }));
    return {
      id: "by-day",
      title: "By day",
      summary: [],
      fold: true,
      blocks: [{ kind: "bars", series: ["calls", "prompts you saw"], rows, ...backdropIn(facts) }],
    };
  },
} as const satisfies SectionKind;

/** Nobody reads a line a day of several seasons. */
function tooMany(facts: Facts): Section {
  return {
    id: "by-day",
    title: "By day",
    summary: [],
    fold: true,
    blocks: [
      note("", [
        text(`More than ${MOST_DAYS} days: not drawn. A year by its weeks: `),
        command(ours("report trends --since 365d", facts)),
      ]),
    ],
  };
}

function daysOf(facts: Facts): Day[] {
  const rows = new Map(rowsOf(facts, "activity-by-day").map((row) => [row.day, row]));
  return windowDays(facts.window).map((day) => {
    if (day.since >= facts.asOf) return { since: day.since, calls: null, prompts: null };
    const row = rows.get(windowLabel(day));
    const prompts = promptsSeen(facts, row?.prompts_seen ?? 0);
    return { since: day.since, calls: row?.calls ?? 0, prompts };
  });
}

function backdropIn(facts: Facts): { backdrop?: Backdrop } {
  const days = windowDays(facts.window);
  const moments = [...serverMoments(facts, days), ...ruleMoments(facts, days)];
  return backdropOf(days, { usual: usualOf(facts), episodes: firedIn(facts), moments }, facts.asOf);
}

/** The fewest and the most calls of each weekday in the four weeks before; null of other windows. */
function usualOf(facts: Facts): Backdrop["usual"] {
  const first = scorecardSeries(facts).findIndex((row) => row !== undefined);
  const since = Math.max(first, facts.windows.length - 1 - USUAL_WEEKS);
  const weeks = facts.windows.slice(since, -1);
  const days = windowDays(facts.window).length;
  if (first === -1 || weeks.length < LEAST_WEEKS || days !== WEEK) return null;
  const calls = weeks.map((week) => callsOf(week, facts));
  const ranges = Array.from({ length: days }, (_, day) => {
    const counts = calls.map((one) => one[day] ?? 0);
    return { low: Math.min(...counts), high: Math.max(...counts) };
  });
  return { title: `calls on that weekday in the ${weeks.length} weeks before`, ranges };
}

/** Calls of each day of a week. */
function callsOf(week: Window, facts: Facts): number[] {
  const [rows = []] = byWindow(rowsOf(facts, "calls-by-day"), [week]);
  const counts = new Map(rows.map(({ day, calls }) => [day, calls]));
  return windowDays(week).map((day) => counts.get(windowLabel(day)) ?? 0);
}
