/*
 * Days and weeks of a time zone, found by looking at what a clock there shows.
 */

export interface Span {
  readonly since: number;
  readonly until: number;
}

const QUARTER = 15 * 60_000;
const clocks = new Map<string, Intl.DateTimeFormat>();
const starts = new Map<string, number>();

/** The date that a calendar there shows, `2026-11-16`. */
function dateAt(at: number, zone: string): string {
  const clock =
    clocks.get(zone) ??
    new Intl.DateTimeFormat("en-CA", {
      timeZone: zone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
    });
  clocks.set(zone, clock);
  return clock.format(at);
}

/** The first quarter of an hour that bears the date there; where midnight is skipped, one o'clock. */
export function startOfDate(date: string, zone: string): number {
  const known = starts.get(`${date} ${zone}`);
  if (known !== undefined) return known;
  let at = Date.parse(`${date}T00:00:00Z`) - 15 * 3_600_000;
  while (dateAt(at, zone) < date) at += QUARTER;
  starts.set(`${date} ${zone}`, at);
  return at;
}

export function plusDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

export function dayFrom(date: string, zone: string): Span {
  return { since: startOfDate(date, zone), until: startOfDate(plusDays(date, 1), zone) };
}

/** `count` weeks, oldest first, of which the last begins on that Monday. */
export function weeksUpTo(monday: string, count: number, zone: string): Span[] {
  return Array.from({ length: count }, (_, index) => {
    const first = plusDays(monday, -7 * (count - 1 - index));
    return { since: startOfDate(first, zone), until: startOfDate(plusDays(first, 7), zone) };
  });
}

/** `2026-W47`: a week belongs to the year of its Thursday. */
export function weekName(monday: string): string {
  const thursday = plusDays(monday, 3);
  const newYear = `${thursday.slice(0, 4)}-01-01`;
  const days = (Date.parse(thursday) - Date.parse(newYear)) / 86_400_000;
  return `${thursday.slice(0, 4)}-W${String(Math.floor(days / 7) + 1).padStart(2, "0")}`;
}
