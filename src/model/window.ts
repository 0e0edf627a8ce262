import { Temporal } from "temporal-polyfill";
import { UserError } from "./errors.ts";
import { instant, isAgo, type Span, span, startOfWeek } from "./moments.ts";

/** A half-open span `[since, until)`: ISO 8601 UTC at the edges, weeks and days in `timeZone`. */
export interface Window {
  readonly since: string;
  readonly until: string;
  readonly timeZone: string;
}

/** What the user wrote: two instants, or one span. */
export interface WindowWords {
  readonly since?: string;
  readonly until?: string;
  readonly during?: string;
}

/**
 * The window that the words mean at `now`. `fallback` is the span where nothing was said, or how long ago it began;
 * an `until` alone takes the fallback's start. Throws UserError that prints the right form.
 */
export function resolveWindow(
  words: WindowWords,
  at: { now: Date; timeZone: string; fallback: string },
): Window {
  const now = zoned(at.now, at.timeZone);
  if (words.during !== undefined && (words.since !== undefined || words.until !== undefined)) {
    throw new UserError("--during is a whole span: use it without --since and --until.");
  }
  if (words.during !== undefined) return windowOf(span(words.during, now));
  const fallback = fallbackSpan(at.fallback, now);
  const since = words.since === undefined ? fallback.since : instant(words.since, "--since", now);
  const until =
    words.until === undefined
      ? words.since === undefined
        ? fallback.until
        : now
      : instant(words.until, "--until", now);
  if (Temporal.ZonedDateTime.compare(since, until) >= 0) {
    throw new UserError(
      `The window is empty: it starts ${since.toPlainDateTime()} and ends ` +
        `${until.toPlainDateTime()}. Give an earlier --since or a later --until.`,
    );
  }
  return windowOf({ since, until });
}

/** A span, or like `7d` a moment: from then until now. Throws UserError. */
function fallbackSpan(text: string, now: Temporal.ZonedDateTime): Span {
  return isAgo(text) ? { since: instant(text, "window", now), until: now } : span(text, now);
}

/** The window of a span as `--during` takes it, at `now`. Throws UserError. */
export function spanWindow(text: string, at: { now: Date; timeZone: string }): Window {
  return windowOf(span(text, zoned(at.now, at.timeZone)));
}

/** An instant as `--as-of` and `--at` take it, as ISO 8601 UTC. Throws UserError. */
export function resolveInstant(
  text: string,
  option: string,
  at: { now: Date; timeZone: string },
): string {
  return iso(instant(text, option, zoned(at.now, at.timeZone)));
}

/**
 * `count` windows of the same calendar length, the given one last, each ending where the next
 * begins. Whole days step by calendar days, so a week stays Monday to Monday across DST;
 * whole months step by months; any other span by its exact length.
 */
export function windowSeries(window: Window, count: number): Window[] {
  const since = zonedIso(window.since, window.timeZone);
  const until = zonedIso(window.until, window.timeZone);
  const step = calendarStep(since, until);
  return Array.from({ length: count }, (_, index) => {
    const back = count - 1 - index;
    const shift = Temporal.Duration.from({
      months: step.months * back,
      days: step.days * back,
      nanoseconds: step.nanoseconds * back,
    });
    return windowOf({ since: shifted(since, shift), until: shifted(until, shift) });
  });
}

/** Every local day that the window touches, each `[since, until)`, oldest first. */
export function windowDays(window: Window): Window[] {
  return [...daysFrom(window.since, window)];
}

/** The local day of a label such as `2026-11-17`. Throws RangeError for what is none. */
export function dayWindow(label: string, timeZone: string): Window {
  const since = Temporal.PlainDate.from(label).toZonedDateTime(timeZone).startOfDay();
  return windowOf({ since, until: since.add({ days: 1 }).startOfDay() });
}

/** Whether the window touches more local days than so many. */
export function hasMoreDays(window: Window, most: number): boolean {
  let days = 0;
  for (const _ of daysFrom(window.since, window)) {
    days += 1;
    if (days > most) return true;
  }
  return false;
}

/** The local day that holds a moment (epoch milliseconds); undefined outside the window. */
export function dayOf(window: Window, at: number): Window | undefined {
  if (at < Date.parse(window.since) || at >= Date.parse(window.until)) return undefined;
  const [day] = daysFrom(new Date(at).toISOString(), window);
  return day;
}

/** One by one: a window may be of centuries, and most questions are about its first days. */
function* daysFrom(since: string, { until, timeZone }: Window): Generator<Window> {
  const end = Date.parse(until);
  let day = zonedIso(since, timeZone).startOfDay();
  while (day.epochMilliseconds < end) {
    const next = day.add({ days: 1 }).startOfDay();
    yield windowOf({ since: day, until: next });
    day = next;
  }
}

/** Weeks (Monday to Monday) that end with the one holding the window's last moment. */
export function weeksUpTo(window: Window, count: number): Window[] {
  const last = zonedIso(window.until, window.timeZone).subtract({ nanoseconds: 1 });
  const since = startOfWeek(last);
  return windowSeries(windowOf({ since, until: since.add({ weeks: 1 }).startOfDay() }), count);
}

/** `2026-W47` for a whole week, `2026-11` for a month, `2026-11-17` for a day, else both ends. */
export function windowLabel(window: Window): string {
  const since = zonedIso(window.since, window.timeZone);
  const until = zonedIso(window.until, window.timeZone);
  const starts = since.equals(since.startOfDay()) && until.equals(until.startOfDay());
  const step = calendarStep(since, until);
  if (starts && since.dayOfWeek === 1 && step.days === 7) return weekLabel(since);
  if (starts && step.months === 1) return since.toPlainDate().toPlainYearMonth().toString();
  if (starts && step.days === 1) return since.toPlainDate().toString();
  if (starts) return `${since.toPlainDate()} to ${until.subtract({ days: 1 }).toPlainDate()}`;
  return `${minute(since)} to ${minute(until)}`;
}

/** `hour` o'clock, in the window's zone, of the day that its end belongs to: ISO 8601 UTC. */
export function hourAfter({ until, timeZone }: Window, hour: number): string {
  return iso(zonedIso(until, timeZone).withPlainTime({ hour }));
}

/** The date of the window's last moment, in its zone: `2026-11-22`. */
export function lastDay({ until, timeZone }: Window): string {
  return zonedIso(until, timeZone).subtract({ nanoseconds: 1 }).toPlainDate().toString();
}

/** The start of a day moves to the start of a day, also where a day begins at one o'clock. */
function shifted(at: Temporal.ZonedDateTime, back: Temporal.Duration): Temporal.ZonedDateTime {
  const moved = at.subtract(back);
  const wholeDays = back.nanoseconds === 0 && !back.blank;
  return wholeDays && at.equals(at.startOfDay()) ? moved.startOfDay() : moved;
}

function calendarStep(
  since: Temporal.ZonedDateTime,
  until: Temporal.ZonedDateTime,
): { months: number; days: number; nanoseconds: number } {
  const none = { months: 0, days: 0, nanoseconds: 0 };
  if (since.equals(since.startOfDay()) && until.equals(until.startOfDay())) {
    const from = since.toPlainDate();
    const { months, days } = from.until(until.toPlainDate(), { largestUnit: "months" });
    if (since.day === 1 && months > 0 && days === 0) return { ...none, months };
    return { ...none, days: from.until(until.toPlainDate()).days };
  }
  const days = since.until(until, { largestUnit: "days" }).days;
  if (days > 0 && since.add({ days }).equals(until)) return { ...none, days };
  return { ...none, nanoseconds: Number(until.epochNanoseconds - since.epochNanoseconds) };
}

function weekLabel(at: Temporal.ZonedDateTime): string {
  return `${at.yearOfWeek}-W${String(at.weekOfYear).padStart(2, "0")}`;
}

function minute(at: Temporal.ZonedDateTime): string {
  return at.toPlainDateTime().toString({ smallestUnit: "minute" }).replace("T", " ");
}

function zoned(at: Date, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
}

function zonedIso(at: string, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.from(at).toZonedDateTimeISO(timeZone);
}

function iso(at: Temporal.ZonedDateTime): string {
  return at.toInstant().toString({ fractionalSecondDigits: 3 });
}

function windowOf(at: Span): Window {
  return { since: iso(at.since), until: iso(at.until), timeZone: at.since.timeZoneId };
}
