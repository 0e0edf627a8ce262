import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { localDayMinute, localMinute, localTime } from "../../src/model/local-time.ts";
import { seeded } from "../support/seeded.ts";

const ZONES = [
  ...["UTC", "Europe/Amsterdam", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"],
  // One left out a day, one changed its clocks by half an hour, one has no summer time.
  ...["Pacific/Apia", "America/Caracas", "Pacific/Chatham"],
];

const asTold = (at: string, timeZone: string) => {
  const { year, month, day, dayOfWeek, hour, minute, second } =
    Temporal.Instant.from(at).toZonedDateTimeISO(timeZone);
  return { year, month, day, dayOfWeek, hour, minute, second };
};

describe("a moment in a zone", () => {
  it.each(ZONES)("is what the calendar of %s says", (zone) => {
    const random = seeded(47);
    const [since, until] = [Date.parse("1972-01-01"), Date.parse("2040-01-01")];
    for (let round = 0; round < 400; round += 1) {
      const at = new Date(since + Math.floor(random() * (until - since))).toISOString();
      expect({ at, ...localTime(at, zone) }).toEqual({ at, ...asTold(at, zone) });
    }
  });

  it.each([
    { zone: "Europe/Amsterdam", change: "2026-03-29T01:00:00.000Z" },
    { zone: "Europe/Amsterdam", change: "2026-10-25T01:00:00.000Z" },
    { zone: "Australia/Lord_Howe", change: "2026-04-04T15:00:00.000Z" },
    { zone: "Pacific/Apia", change: "2011-12-30T10:00:00.000Z" },
  ])("is exact where the clocks of $zone change", ({ zone, change }) => {
    for (const minutes of [-721, -61, -1, 0, 1, 59, 61, 721]) {
      const at = new Date(Date.parse(change) + minutes * 60_000).toISOString();
      expect({ at, ...localTime(at, zone) }).toEqual({ at, ...asTold(at, zone) });
    }
  });

  it("is written as a clock shows it", () => {
    const at = "2026-11-19T13:12:59.999Z";
    expect(localMinute(at, "Europe/Amsterdam")).toBe("2026-11-19 14:12");
    expect(localDayMinute(at, "Asia/Kathmandu")).toBe("19 Nov 18:57");
  });
});
