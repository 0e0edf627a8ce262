import { Temporal } from "temporal-polyfill";

const HOURS = 6;
const QUICK_MS = 15 * 60_000;

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

/** The quarter of an hour that a moment lies in, as ISO 8601 UTC: events and probes are looked at once in each. */
export function quickSlotAt(at: Date): string {
  return new Date(Math.floor(at.getTime() / QUICK_MS) * QUICK_MS).toISOString();
}

/** Every quarter of an hour in `(since, until]`, oldest first. */
export function quickSlots(since: string, until: string): string[] {
  const slots: string[] = [];
  const first = Math.floor(Date.parse(since) / QUICK_MS) + 1;
  for (let at = first * QUICK_MS; at <= Date.parse(until); at += QUICK_MS) {
    slots.push(new Date(at).toISOString());
  }
  return slots;
}

/** Every slot of six hours in `(since, until]`, oldest first. */
export function slowSlots(since: string, until: string, timeZone: string): string[] {
  const slots: string[] = [];
  let slot = slotAt(new Date(until), timeZone);
  while (slot > since) {
    slots.push(slot);
    slot = slotAt(new Date(Date.parse(slot) - 1), timeZone);
  }
  return slots.reverse();
}

/** The span of so many local days (and weeks of them) that ends at the slot. */
export function daysBefore(
  slot: string,
  days: number,
  timeZone: string,
): { readonly since: string; readonly until: string; readonly timeZone: string } {
  const until = Temporal.Instant.from(slot).toZonedDateTimeISO(timeZone);
  const since = until.subtract({ days }).toInstant();
  return { since: since.toString({ fractionalSecondDigits: 3 }), until: slot, timeZone };
}

/** Whether a moment lies in hours such as `22:00-07:00`, local time. */
export function isInHours(at: string, hours: string, timeZone: string): boolean {
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(timeZone);
  const now = `${String(local.hour).padStart(2, "0")}:${String(local.minute).padStart(2, "0")}`;
  const [from = "", to = ""] = hours.split("-");
  return from <= to ? from <= now && now < to : from <= now || now < to;
}

/** The seven local days that end at the slot. */
export function weekBefore(slot: string, timeZone: string): ReturnType<typeof daysBefore> {
  return daysBefore(slot, 7, timeZone);
}
