import { describe, expect, it } from "vitest";
import { slotAt, weekBefore } from "../../src/model/grid.ts";

describe("the grid of slots", () => {
  it.each([
    ["2026-11-22T00:00:00+01:00", "2026-11-22T00:00:00+01:00"],
    ["2026-11-22T05:59:59+01:00", "2026-11-22T00:00:00+01:00"],
    ["2026-11-22T12:00:00+01:00", "2026-11-22T12:00:00+01:00"],
    ["2026-11-22T23:59:59+01:00", "2026-11-22T18:00:00+01:00"],
    // The night the clocks go back: six o'clock is six hours and one more after midnight.
    ["2026-10-25T06:30:00+01:00", "2026-10-25T06:00:00+01:00"],
    ["2026-10-25T02:30:00+01:00", "2026-10-25T00:00:00+02:00"],
  ])("puts %s into the slot of %s", (at, slot) => {
    expect(slotAt(new Date(at), "Europe/Amsterdam")).toBe(new Date(slot).toISOString());
  });

  it("begins a day that has no midnight where it begins", () => {
    const at = new Date("2026-03-08T05:30:00Z");
    expect(slotAt(at, "America/Havana")).toBe("2026-03-08T05:00:00.000Z");
  });

  it("ends a week of seven local days at the slot, across the change of clocks", () => {
    expect(weekBefore("2026-10-29T05:00:00.000Z", "Europe/Amsterdam")).toEqual({
      since: "2026-10-22T04:00:00.000Z",
      until: "2026-10-29T05:00:00.000Z",
      timeZone: "Europe/Amsterdam",
    });
  });
});
