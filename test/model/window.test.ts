import { describe, expect, it } from "vitest";
import { UserError } from "../../src/model/errors.ts";
import {
  dayOf,
  dayWindow,
  hasMoreDays,
  resolveInstant,
  resolveWindow,
  type Window,
  type WindowWords,
  weeksUpTo,
  windowDays,
  windowLabel,
  windowSeries,
} from "../../src/model/window.ts";

/** A Tuesday, 10:30 in Amsterdam. */
const NOW = "2026-11-24T09:30:00.000Z";
const zone = "Europe/Amsterdam";

function windowOf(words: WindowWords, now = NOW): Window {
  return resolveWindow(words, { now: new Date(now), timeZone: zone, fallback: "today" });
}

function resolve(words: WindowWords, now = NOW): string[] {
  const window = windowOf(words, now);
  return [window.since, window.until];
}

describe("a moment", () => {
  it.each([
    ["7d", "2026-11-17T09:30:00.000Z"],
    ["24h", "2026-11-23T09:30:00.000Z"],
    ["2w", "2026-11-10T09:30:00.000Z"],
    ["today", "2026-11-23T23:00:00.000Z"],
    ["yesterday", "2026-11-22T23:00:00.000Z"],
    ["monday", "2026-11-22T23:00:00.000Z"],
    ["tuesday", "2026-11-23T23:00:00.000Z"],
    ["Wednesday", "2026-11-17T23:00:00.000Z"],
    ["2026-11-01", "2026-10-31T23:00:00.000Z"],
    ["2026-11-01T07:00", "2026-11-01T06:00:00.000Z"],
    ["2026-11-01 07:00", "2026-11-01T06:00:00.000Z"],
    ["2026-11-01T07:00Z", "2026-11-01T07:00:00.000Z"],
    ["2026-11-01T07:00:00+05:30", "2026-11-01T01:30:00.000Z"],
  ])("%s starts a window that ends now", (word, since) => {
    expect(resolve({ since: word })).toEqual([since, NOW]);
  });

  it("of days ago keeps the wall time across a change of clocks", () => {
    // Amsterdam left summer time on Sunday 25 October 2026.
    expect(resolve({ since: "7d" }, "2026-10-28T09:30:00.000Z")[0]).toBe(
      "2026-10-21T08:30:00.000Z",
    );
  });

  it.each([
    ["last-week", "--during last-week"],
    ["2026-W46", "--during 2026-W46"],
    ["2026-11", "--during 2026-11"],
    ["7 days", "Write 7d"],
    ["2026-02-30", "no such day"],
    ["2026-11-01T25:00", "not a moment"],
  ])("is not %s: the message shows the right form", (word, hint) => {
    expect(() => resolve({ since: word })).toThrow(UserError);
    expect(() => resolve({ since: word })).toThrow(hint);
  });

  it("is read for --as-of in the same words", () => {
    expect(resolveInstant("monday", "--as-of", { now: new Date(NOW), timeZone: zone })).toBe(
      "2026-11-22T23:00:00.000Z",
    );
  });
});

describe("a span", () => {
  it.each([
    ["today", "2026-11-23T23:00:00.000Z", "2026-11-24T23:00:00.000Z"],
    ["yesterday", "2026-11-22T23:00:00.000Z", "2026-11-23T23:00:00.000Z"],
    ["this-week", "2026-11-22T23:00:00.000Z", "2026-11-29T23:00:00.000Z"],
    ["last-week", "2026-11-15T23:00:00.000Z", "2026-11-22T23:00:00.000Z"],
    ["2026-W46", "2026-11-08T23:00:00.000Z", "2026-11-15T23:00:00.000Z"],
    ["2026-w46", "2026-11-08T23:00:00.000Z", "2026-11-15T23:00:00.000Z"],
    ["2026-W01", "2025-12-28T23:00:00.000Z", "2026-01-04T23:00:00.000Z"],
    ["2026-W53", "2026-12-27T23:00:00.000Z", "2027-01-03T23:00:00.000Z"],
    ["2026-10", "2026-09-30T22:00:00.000Z", "2026-10-31T23:00:00.000Z"],
    ["last-month", "2026-09-30T22:00:00.000Z", "2026-10-31T23:00:00.000Z"],
    ["2026-10-25", "2026-10-24T22:00:00.000Z", "2026-10-25T23:00:00.000Z"],
  ])("%s is half-open, in local time", (word, since, until) => {
    expect(resolve({ during: word })).toEqual([since, until]);
  });

  it("of a week of 169 hours is one week", () => {
    const [since = "", until = ""] = resolve({ during: "2026-W43" });
    expect((Date.parse(until) - Date.parse(since)) / 3_600_000).toBe(169);
  });

  it.each([
    ["7d", "--since 7d"],
    ["2025-W53", "no such week"],
    ["2026-W00", "no such week"],
    ["fortnight", "not a span"],
  ])("is not %s", (word, hint) => {
    expect(() => resolve({ during: word })).toThrow(hint);
  });

  it("does not go together with moments", () => {
    expect(() => resolve({ during: "today", since: "7d" })).toThrow("--during is a whole span");
  });

  it("is the time up to now where the fallback is one ago", () => {
    const now = new Date("2026-11-23T06:00:00Z");
    expect(resolveWindow({}, { now, timeZone: zone, fallback: "7d" })).toMatchObject({
      since: "2026-11-16T06:00:00.000Z",
      until: "2026-11-23T06:00:00.000Z",
    });
  });

  it("is the fallback where nothing is said, and bounds an --until alone", () => {
    expect(resolve({})[0]).toBe("2026-11-23T23:00:00.000Z");
    expect(resolve({ until: "2026-11-24T06:00" })).toEqual([
      "2026-11-23T23:00:00.000Z",
      "2026-11-24T05:00:00.000Z",
    ]);
  });

  it("that ends before it starts is an error", () => {
    expect(() => resolve({ since: "2026-11-02", until: "2026-11-01" })).toThrow("empty");
  });
});

describe("a day that begins at one o'clock", () => {
  // In Chile the clocks went from midnight to one on Sunday 6 September 2026.
  const sunday = ["2026-09-06T04:00:00.000Z", "2026-09-07T03:00:00.000Z"];
  const at = (now: string) => ({
    now: new Date(now),
    timeZone: "America/Santiago",
    fallback: "today",
  });

  it.each<[WindowWords, string, string[]]>([
    [{ during: "today" }, "2026-09-06T15:00:00Z", sunday],
    [{ during: "yesterday" }, "2026-09-07T15:00:00Z", sunday],
    [{ during: "2026-09-06" }, "2026-09-07T15:00:00Z", sunday],
    [
      { during: "yesterday" },
      "2026-09-06T15:00:00Z",
      ["2026-09-05T04:00:00.000Z", "2026-09-06T04:00:00.000Z"],
    ],
    [
      { during: "this-month" },
      "2026-09-06T15:00:00Z",
      ["2026-09-01T04:00:00.000Z", "2026-10-01T03:00:00.000Z"],
    ],
    [
      { since: "yesterday" },
      "2026-09-06T15:00:00Z",
      ["2026-09-05T04:00:00.000Z", "2026-09-06T15:00:00.000Z"],
    ],
    [
      { since: "saturday" },
      "2026-09-06T15:00:00Z",
      ["2026-09-05T04:00:00.000Z", "2026-09-06T15:00:00.000Z"],
    ],
  ])("is neither cut nor carried over: %j at %s", (words, now, [since, until]) => {
    expect(resolveWindow(words, at(now))).toMatchObject({ since, until });
  });

  it("is a day by its label, and follows whole days", () => {
    const window = resolveWindow({ during: "2026-09-06" }, at("2026-09-07T15:00:00Z"));
    expect(windowLabel(window)).toBe("2026-09-06");
    expect(windowSeries(window, 2)).toMatchObject([
      { since: "2026-09-05T04:00:00.000Z", until: "2026-09-06T04:00:00.000Z" },
      { since: sunday[0], until: sunday[1] },
    ]);
    const monday = resolveWindow({ during: "2026-09-07" }, at("2026-09-07T15:00:00Z"));
    expect(windowSeries(monday, 2)[0]).toMatchObject({ since: sunday[0], until: sunday[1] });
  });
});

describe("a series", () => {
  const week = windowOf({ during: "2026-W45" });

  it("of weeks joins end to start, Monday to Monday across a change of clocks", () => {
    const series = windowSeries(week, 4);
    expect(series.map(windowLabel)).toEqual(["2026-W42", "2026-W43", "2026-W44", "2026-W45"]);
    for (const [index, window] of series.slice(1).entries()) {
      expect(window.since).toBe(series[index]?.until);
    }
  });

  it("of months steps by months", () => {
    const series = windowSeries(windowOf({ during: "2026-03" }), 3);
    expect(series.map(windowLabel)).toEqual(["2026-01", "2026-02", "2026-03"]);
  });

  it("of hours steps by their exact length", () => {
    expect(windowSeries(windowOf({ since: "36h" }), 2)[0]?.since).toBe("2026-11-21T09:30:00.000Z");
  });

  it("has each local day of a window once, also the one of 25 hours", () => {
    expect(windowDays(windowOf({ during: "2026-W43" })).map(windowLabel)).toEqual([
      "2026-10-19",
      "2026-10-20",
      "2026-10-21",
      "2026-10-22",
      "2026-10-23",
      "2026-10-24",
      "2026-10-25",
    ]);
  });

  it("is asked for the day of a moment, also the one of 25 hours, and of none outside it", () => {
    const since = "2026-10-24T22:00:00.000Z";
    const until = "2026-10-25T23:00:00.000Z";
    const week = windowOf({ during: "2026-W43" });
    expect(dayOf(week, Date.parse(until) - 1)).toMatchObject({ since, until });
    expect(dayOf(week, Date.parse(since))).toMatchObject({ since, until });
    expect(dayOf(week, Date.parse(week.since) - 1)).toBeUndefined();
    expect(dayOf(week, Date.parse(week.until))).toBeUndefined();
    expect(dayWindow("2026-10-25", week.timeZone)).toMatchObject({ since, until });
  });

  it("of centuries is not gone through day by day", () => {
    const ages = windowOf({ since: "0001-01-01" });
    expect(hasMoreDays(ages, 92)).toBe(true);
    expect(dayOf(ages, Date.parse("2026-10-25T12:00:00Z"))).toMatchObject({
      since: "2026-10-24T22:00:00.000Z",
    });
    const week = windowOf({ during: "2026-W43" });
    expect([hasMoreDays(week, 6), hasMoreDays(week, 7)]).toEqual([true, false]);
  });

  it("of weeks up to a window ends with the week of its last moment", () => {
    expect(weeksUpTo(week, 2).map(windowLabel)).toEqual(["2026-W44", "2026-W45"]);
  });
});
