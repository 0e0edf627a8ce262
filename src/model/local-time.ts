import { Temporal } from "temporal-polyfill";

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const DAY_MS = 86_400_000;

/** A moment as a calendar and a clock in a zone show it. */
export interface LocalTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  /** 1 for Monday to 7 for Sunday. */
  readonly dayOfWeek: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** A moment (ISO 8601 UTC) in a zone. A page shows thousands: only a day's offsets are looked up. */
export function localTime(at: string, timeZone: string): LocalTime {
  const moment = Date.parse(at);
  const local = new Date(moment + offsetMs(moment, timeZone));
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    dayOfWeek: local.getUTCDay() || 7,
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
  };
}

/** `2026-11-19 14:12`: a moment (ISO 8601 UTC) as a clock in the zone shows it. */
export function localMinute(at: string, timeZone: string): string {
  const time = localTime(at, timeZone);
  return `${String(time.year).padStart(4, "0")}-${two(time.month)}-${two(time.day)} ${clockOf(time)}`;
}

/** `19 Nov 14:12`: the same where the year is plain. */
export function localDayMinute(at: string, timeZone: string): string {
  const time = localTime(at, timeZone);
  return `${time.day} ${MONTHS[time.month - 1] ?? ""} ${clockOf(time)}`;
}

/** `14:12`. */
export function clockOf({ hour, minute }: LocalTime): string {
  return `${two(hour)}:${two(minute)}`;
}

function two(number: number): string {
  return number < 10 ? `0${number}` : `${number}`;
}

/** Offsets at the beginnings of days in UTC, by zone and day. */
const offsets = new Map<string, Map<number, number>>();
const MOST_KNOWN = 10_000;

/** What a zone adds to UTC. No zone changes twice within a day. */
function offsetMs(moment: number, timeZone: string): number {
  const day = Math.floor(moment / DAY_MS);
  const offset = offsetOfDay(day, timeZone);
  return offset === offsetOfDay(day + 1, timeZone) ? offset : offsetAt(moment, timeZone);
}

function offsetOfDay(day: number, timeZone: string): number {
  const days = offsets.get(timeZone) ?? new Map<number, number>();
  const known = days.get(day);
  if (known !== undefined) return known;
  if (days.size >= MOST_KNOWN) days.clear();
  const offset = offsetAt(day * DAY_MS, timeZone);
  offsets.set(timeZone, days.set(day, offset));
  return offset;
}

function offsetAt(moment: number, timeZone: string): number {
  const zoned = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(timeZone);
  return zoned.offsetNanoseconds / 1e6;
}
