import { Temporal } from "temporal-polyfill";

/** `Mon 30 Nov 07:00` in the zone; with the year where it is not that of `now`. */
export function localWords(at: string, context: { timeZone: string; now: Date }): string {
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(context.timeZone);
  const nowMs = context.now.getTime();
  const { year } = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(
    context.timeZone,
  );
  const day = local.toPlainDate().toLocaleString("en-GB", { weekday: "short" });
  const month = local.toPlainDate().toLocaleString("en-GB", { month: "short" });
  const time = local.toPlainTime().toString({ smallestUnit: "minute" });
  const date = `${day} ${local.day} ${month}`;
  return local.year === year ? `${date} ${time}` : `${date} ${local.year} ${time}`;
}
