import { Temporal } from "temporal-polyfill";

const HOURS = 6;

/**
 * The slot that a moment lies in: the latest of 00, 06, 12 and 18 o'clock, local time, as
 * ISO 8601 UTC. Alerts are evaluated once in each.
 */
export function slotAt(at: Date, timeZone: string): string {
  const now = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
  const hour = Math.floor(now.hour / HOURS) * HOURS;
  const start = now.startOfDay();
  const slot = hour === 0 ? start : start.with({ hour, minute: 0 });
  return slot.toInstant().toString({ fractionalSecondDigits: 3 });
}

/** The seven local days that end at the slot. */
export function weekBefore(
  slot: string,
  timeZone: string,
): { readonly since: string; readonly until: string; readonly timeZone: string } {
  const until = Temporal.Instant.from(slot).toZonedDateTimeISO(timeZone);
  const since = until.subtract({ days: 7 }).toInstant();
  return { since: since.toString({ fractionalSecondDigits: 3 }), until: slot, timeZone };
}
