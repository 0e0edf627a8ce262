import { Temporal } from "temporal-polyfill";

/** `2026-11-19 14:12`: a moment (ISO 8601 UTC) as a clock in the zone shows it. */
export function localMinute(at: string, timeZone: string): string {
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainDateTime();
  return local.toString({ smallestUnit: "minute" }).replace("T", " ");
}

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** `19 Nov 14:12`: the same where the year is plain. */
export function localDayMinute(at: string, timeZone: string): string {
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(timeZone);
  const clock = local.toPlainTime().toString({ smallestUnit: "minute" });
  return `${local.day} ${MONTHS[local.month - 1] ?? ""} ${clock}`;
}
