import { Temporal } from "temporal-polyfill";
import { clockOf, type LocalTime, localTime } from "../model/local-time.ts";
import type { Report, Value } from "../model/report.ts";

type Style = Extract<Value, { kind: "time" }>["style"];
type Window = Report["window"];

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const DAYS = "Mon Tue Wed Thu Fri Sat Sun".split(" ");

/** The longest window in which the name of a day says which day is meant. */
const WEEK_MS = 7 * 86_400_000;

/**
 * An instant in the window's zone: `14:12`, `14:12:07`, `Thu 19 Nov`, `Thu 14:12`. A date stands in for the
 * day's name where the window holds more than one such day, and a year where it is another one.
 */
export function timeWords(at: string, style: Style, window: Window): string {
  const time = localTime(at, window.time_zone);
  if (style === "clock") return clockOf(time);
  if (style === "clock_seconds") return `${clockOf(time)}:${String(time.second).padStart(2, "0")}`;
  const { lastYear, week } = spanOf(window);
  if (time.year !== lastYear) return `${date(time)} ${time.year}`;
  if (style === "day") return day(time);
  const moment = Date.parse(at);
  const isOfWeek = week !== null && moment >= week.since && moment <= week.until;
  return `${isOfWeek ? DAYS[time.dayOfWeek - 1] : date(time)} ${clockOf(time)}`;
}

interface Span {
  /** The year in which the window ends. */
  readonly lastYear: number;
  /** Null: the window holds more than one day of a name. */
  readonly week: { readonly since: number; readonly until: number } | null;
}

/** Asked for each time of a report, which has one window. */
const spans = new WeakMap<Window, Span>();

function spanOf(window: Window): Span {
  const known = spans.get(window);
  if (known !== undefined) return known;
  const since = Date.parse(window.since);
  const until = Date.parse(window.until);
  const last = localTime(new Date(until - 1).toISOString(), window.time_zone);
  // A week is an hour longer where the clocks go back.
  const isShort = until - since <= WEEK_MS + 3_600_000;
  const span = { lastYear: last.year, week: isShort ? { since, until } : null };
  spans.set(window, span);
  return span;
}

/** Said by each format of a report, a mail says it three times. */
const knownWords = new WeakMap<Window, string>();

/** `Mon 16 Nov to Sun 22 Nov 2026, Europe/Amsterdam (UTC+1)`; with clocks where not whole days. */
export function windowWords(window: Window): string {
  const words = knownWords.get(window) ?? spanWords(window);
  knownWords.set(window, words);
  return words;
}

function spanWords(window: Window): string {
  const since = zoned(window.since, window.time_zone);
  const until = zoned(window.until, window.time_zone);
  const offset = offsetWords(since);
  const later = offsetWords(until);
  const zone = zoneWords(window.time_zone, offset === later ? offset : `${offset}, then ${later}`);
  // One entry, one call: a moment and no span.
  if (Date.parse(window.until) - Date.parse(window.since) <= 1) {
    return `${day(since)} ${since.year} ${clockOf(since)}, ${zone}`;
  }
  if (!isMidnight(since) || !isMidnight(until)) {
    const year = since.year === until.year ? "" : ` ${since.year}`;
    const start = `${day(since)}${year} ${clockOf(since)}`;
    return `${start} to ${day(until)} ${until.year} ${clockOf(until)}, ${zone}`;
  }
  const last = until.subtract({ nanoseconds: 1 });
  const end = `${day(last)} ${last.year}, ${zone}`;
  if (since.toPlainDate().equals(last.toPlainDate())) return end;
  return `${day(since)}${since.year === last.year ? "" : ` ${since.year}`} to ${end}`;
}

/** What a row of windows is called: `8 weeks`, `8 days`, `8 months`; else `last 8`. */
export function seriesWords(count: number, window: Window): string {
  const since = zoned(window.since, window.time_zone);
  const until = zoned(window.until, window.time_zone);
  const steps = [
    { name: "day", step: { days: 1 } },
    { name: "week", step: { weeks: 1 } },
    { name: "month", step: { months: 1 } },
  ] as const;
  const found = steps.find(({ step }) => since.add(step).equals(until));
  return found === undefined ? `last ${count}` : `${count} ${found.name}${count === 1 ? "" : "s"}`;
}

/** An instant as a command takes it: `2026-11-23T07:00+01:00`. */
export function instantWord(at: string, timeZone: string): string {
  const time = zoned(at, timeZone);
  const whole = time.second === 0 && time.millisecond === 0;
  return time.toString({
    timeZoneName: "never",
    ...(whole ? { smallestUnit: "minute" } : { fractionalSecondDigits: 3 }),
  });
}

function zoned(at: string, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.from(at).toZonedDateTimeISO(timeZone);
}

function date(time: Pick<LocalTime, "day" | "month">): string {
  return `${time.day} ${MONTHS[time.month - 1]}`;
}

function day(time: Pick<LocalTime, "day" | "month" | "dayOfWeek">): string {
  return `${DAYS[time.dayOfWeek - 1]} ${date(time)}`;
}

function isMidnight(time: Temporal.ZonedDateTime): boolean {
  return time.equals(time.startOfDay());
}

/** `Europe/Amsterdam (UTC+1)`; a zone that is called like its offset is said once. */
function zoneWords(name: string, offset: string): string {
  return name === offset ? name : `${name} (${offset})`;
}

/** `UTC+1`, `UTC-3:30`, `UTC`. */
function offsetWords(time: Temporal.ZonedDateTime): string {
  const [, sign = "", hours = "", minutes = ""] = /^([+-])(\d{2}):(\d{2})/.exec(time.offset) ?? [];
  const amount = `${Number(hours)}${minutes === "00" ? "" : `:${minutes}`}`;
  return amount === "0" ? "UTC" : `UTC${sign}${amount}`;
}
