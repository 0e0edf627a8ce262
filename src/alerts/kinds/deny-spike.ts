import { median, poissonTail } from "../../model/statistics.ts";
import type { KindContext, Need } from "../kind.ts";
import type { Moment } from "../moment.ts";
import { markOf, type Reading, readingOf } from "../reading.ts";

const DAY_MS = 86_400_000;
/** Chance by which a usual day has so many. */
const CHANCE = 0.001;

export function denySpikeNeeds(moment: Moment): Need[] {
  return moment.days().map((window) => ({ metric: "denials-by-window", window }));
}

/**
 * The denials of 24 hours against the same 24 hours of the 28 days before: many, several times the
 * median, and more than chance would make of a usual day. One session alone has to be loud.
 */
export function denySpikeReadings(context: KindContext<"deny_spike">): Reading[] {
  const { moment, figures, settings } = context;
  const days = moment.days().map((window) => figures.rows("denials-by-window", window)[0]);
  const now = days.at(-1);
  const denied = now?.denied ?? 0;
  const past = days.slice(0, -1).map((row) => row?.denied ?? 0);
  const usual = median(past) ?? 0;
  const sessions = now?.sessions ?? 0;
  const most = now?.most_in_session ?? 0;
  const since = figures.firstCallMs;
  const known = since === null ? 0 : (Date.parse(moment.slot) - since) / DAY_MS;
  const mark = Math.max(settings.min_denies, settings.times * usual);
  const isMany = denied >= mark && poissonTail(denied, Math.max(usual, 1)) < CHANCE;
  const isLoud = sessions >= settings.min_sessions || most > settings.one_session_denies;
  const isOver = denied < Math.max(settings.min_denies, settings.clear_times * usual);
  const evidence = { k: denied, n: now?.calls ?? 0, sessions, unit: "count" as const };
  const detail = `the median of the 28 days before is ${usual}`;
  const found = known < settings.min_history_days ? "unknown" : markOf(isMany && isLoud, isOver);
  return [readingOf(found, { evidence: { ...evidence, value: denied, mark, detail } })];
}
