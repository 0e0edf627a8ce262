import { describe, expect, it } from "vitest";
import { daysToFire, falseFiresAYear } from "../support/simulated-years.ts";

describe("the passthrough alert over simulated years", () => {
  // The table of src/README.md has more years; `npm run soak -- alerts` makes it.
  it.each([
    { ratio: 0.27, sessionsADay: 1, calls: 15, years: 40, most: 2.1 },
    { ratio: 0.27, sessionsADay: 3, calls: 40, years: 10, most: 0.9 },
    { ratio: 0.27, sessionsADay: 6, calls: 80, years: 10, most: 0.3 },
    { ratio: 0.15, sessionsADay: 3, calls: 40, years: 10, most: 0.1 },
  ])(
    "at a true ratio of $ratio with $sessionsADay × $calls calls a day fires falsely at most $most times a year",
    ({ ratio, sessionsADay, calls, years, most }) => {
      const fires = falseFiresAYear({ sessionsADay, calls, ratio: () => ratio }, years);
      expect(fires).toBeLessThanOrEqual(most);
    },
  );

  it("sees a jump from 20 to 45 % in five days at the median and nine of ten in seven", () => {
    const days = daysToFire({ sessionsADay: 3, calls: 40, from: 0.2, to: 0.45 }, 60);
    expect(days[30]).toBeLessThanOrEqual(5);
    expect(days[54]).toBeLessThanOrEqual(7);
  });

  it("sees a jump from 20 to 75 % in two days at the median", () => {
    const days = daysToFire({ sessionsADay: 3, calls: 40, from: 0.2, to: 0.75 }, 60);
    expect(days[30]).toBeLessThanOrEqual(2.5);
  });
});
