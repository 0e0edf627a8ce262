import { Temporal } from "temporal-polyfill";
import { UserError } from "./errors.ts";

const SPANS = ["today", "yesterday", "this-week", "last-week", "this-month", "last-month"];
const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const WEEK = /^(\d{4})-w(\d{2})$/; // 2026-w46, not 2026-46
const MONTH = /^\d{4}-\d{2}$/; // 2026-11, not 2026-11-01
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const AGO = /^(\d{1,4})([hdw])$/; // 7d, not 7 days

/** Two moments in one time zone; the second is not part of it. */
export interface Span {
  readonly since: Temporal.ZonedDateTime;
  readonly until: Temporal.ZonedDateTime;
}

/** Whether a word has the form of a span, there or not: `2026-W99`, `last-week`. */
export function isSpanWord(text: string): boolean {
  const word = text.toLowerCase();
  return SPANS.includes(word) || [WEEK, MONTH, DAY].some((form) => form.test(word));
}

/** Whether a word is a time before now: `7d`, `24h`. */
export function isAgo(text: string): boolean {
  return AGO.test(text.toLowerCase());
}

/** The span that a word of `--during` means at `now`. Throws UserError that prints the right form. */
export function span(text: string, now: Temporal.ZonedDateTime): Span {
  const word = text.toLowerCase();
  const today = now.startOfDay();
  const named: Record<string, () => Span> = {
    today: () => ({ since: today, until: today.add({ days: 1 }).startOfDay() }),
    yesterday: () => ({ since: today.subtract({ days: 1 }).startOfDay(), until: today }),
    "this-week": () => week(startOfWeek(now)),
    "last-week": () => week(startOfWeek(now).subtract({ weeks: 1 }).startOfDay()),
    "this-month": () => month(today.with({ day: 1 }).startOfDay()),
    "last-month": () => month(today.with({ day: 1 }).subtract({ months: 1 }).startOfDay()),
  };
  const make = named[word];
  if (make !== undefined) return make();
  const isoWeek = WEEK.exec(word);
  if (isoWeek !== null) return week(weekStart(Number(isoWeek[1]), Number(isoWeek[2]), now, text));
  if (MONTH.test(word)) return month(date(`${word}-01`, "--during", now));
  if (DAY.test(word)) {
    const since = date(word, "--during", now);
    return { since, until: since.add({ days: 1 }).startOfDay() };
  }
  if (AGO.test(word)) {
    throw new UserError(`--during ${text}: that is a moment. Write --since ${text}.`);
  }
  throw new UserError(
    `--during ${text}: not a span. Write one of ${SPANS.join(", ")}, 2026-W46, 2026-11 or 2026-11-01.`,
  );
}

/** The moment that a word of `option` means at `now`. Throws UserError that prints the right form. */
export function instant(
  text: string,
  option: string,
  now: Temporal.ZonedDateTime,
): Temporal.ZonedDateTime {
  const word = text.toLowerCase();
  const ago = AGO.exec(word);
  if (ago !== null) {
    const amount = Number(ago[1]);
    if (ago[2] === "h") return now.subtract({ hours: amount });
    return now.subtract(ago[2] === "d" ? { days: amount } : { weeks: amount });
  }
  if (word === "now") return now;
  if (word === "today") return now.startOfDay();
  if (word === "yesterday") return now.subtract({ days: 1 }).startOfDay();
  const weekday = DAYS.indexOf(word);
  if (weekday >= 0) {
    return now.subtract({ days: (now.dayOfWeek - 1 - weekday + 7) % 7 }).startOfDay();
  }
  if (DAY.test(word)) return date(word, option, now);
  const exact = isoInstant(text, now.timeZoneId);
  if (exact !== undefined) return exact;
  if (SPANS.includes(word) || WEEK.test(word) || MONTH.test(word)) {
    throw new UserError(`${option} ${text}: that is a whole span. Write --during ${text}.`);
  }
  throw new UserError(
    `${option} ${text}: not a moment. Write 7d, 24h, 2026-11-01, 2026-11-01T07:00, yesterday or monday.`,
  );
}

function isoInstant(text: string, timeZone: string): Temporal.ZonedDateTime | undefined {
  try {
    if (/(z|[+-]\d{2}:?\d{2})$/i.test(text) && text.includes(":")) {
      return Temporal.Instant.from(text).toZonedDateTimeISO(timeZone);
    }
    if (!/^\d{4}-\d{2}-\d{2}[t ]\d{2}:\d{2}/i.test(text)) return undefined;
    return Temporal.PlainDateTime.from(text.replace(" ", "T")).toZonedDateTime(timeZone);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function date(text: string, option: string, now: Temporal.ZonedDateTime): Temporal.ZonedDateTime {
  try {
    return Temporal.PlainDate.from(text).toZonedDateTime(now.timeZoneId);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UserError(`${option} ${text}: there is no such day.`, { cause: error });
  }
}

function weekStart(
  year: number,
  number: number,
  now: Temporal.ZonedDateTime,
  text: string,
): Temporal.ZonedDateTime {
  // 4 January lies in week 1 of its ISO year.
  const first = Temporal.PlainDate.from({ year, month: 1, day: 4 });
  const monday = first.subtract({ days: first.dayOfWeek - 1 }).add({ weeks: number - 1 });
  if (number < 1 || monday.add({ days: 3 }).year !== year) {
    throw new UserError(`--during ${text}: ${year} has no such week.`);
  }
  return monday.toZonedDateTime(now.timeZoneId);
}

function week(since: Temporal.ZonedDateTime): Span {
  return { since, until: since.add({ weeks: 1 }).startOfDay() };
}

function month(since: Temporal.ZonedDateTime): Span {
  return { since, until: since.add({ months: 1 }).startOfDay() };
}

/** The Monday on or before a moment, at its start. */
export function startOfWeek(at: Temporal.ZonedDateTime): Temporal.ZonedDateTime {
  return at.subtract({ days: at.dayOfWeek - 1 }).startOfDay();
}
