import { describe, expect, it } from "vitest";
import {
  addRatioSums,
  countZ,
  designEffect,
  median,
  type RatioSums,
  ratioInterval,
  ratioZ,
  sessionQuantile,
  wilson,
} from "../../src/model/statistics.ts";

/** Sums over sessions given as [k, n]. */
function sums(...sessions: [number, number][]): RatioSums {
  return addRatioSums(
    sessions.map(([k, n]) => ({ sessions: 1, n, k, kk: k * k, kn: k * n, nn: n * n })),
  );
}

/** Ten to twenty sessions of 20 calls, made by their number. */
function many(count: number, k: (index: number) => number): RatioSums {
  return sums(...Array.from({ length: count }, (_, index): [number, number] => [k(index), 20]));
}

describe("Wilson's interval", () => {
  it.each([
    [5, 10, 24, 76],
    [10, 20, 30, 70],
    [20, 50, 28, 54],
    [40, 100, 31, 50],
    [66, 200, 27, 40],
  ])("of %i in %i is %i to %i %%", (k, n, low, high) => {
    const found = wilson(k / n, n, 1.96);
    expect([Math.round(found.low * 100), Math.round(found.high * 100)]).toEqual([low, high]);
  });

  it("of 330 in 1,000 is 30.2 to 36.0 %", () => {
    const { low, high } = wilson(0.33, 1000, 1.96);
    expect([low, high].map((x) => Number((x * 100).toFixed(1)))).toEqual([30.2, 36]);
  });
});

describe("an interval over sessions", () => {
  it("of 214 in 1,337 at a design effect of 5.5 and 29 sessions is 11.8 to 21.4 %", () => {
    const { low, high } = wilson(214 / 1337, 1337 / 5.5, sessionQuantile(29));
    expect([low, high].map((x) => Number((x * 100).toFixed(1)))).toEqual([11.8, 21.4]);
  });

  it("is wider the more the calls of a session are alike", () => {
    const alike = many(20, (index) => (index < 6 ? 20 : 0));
    const mixed = many(20, () => 6);
    expect(alike.k / alike.n).toBe(mixed.k / mixed.n);
    expect(designEffect(mixed)).toBe(1);
    expect(designEffect(alike)).toBeGreaterThan(15);
    expect(ratioInterval(alike)?.high ?? 0).toBeGreaterThan(ratioInterval(mixed)?.high ?? 1);
  });

  it("says nothing below five sessions", () => {
    expect(ratioInterval(many(4, () => 10))).toBeNull();
  });

  it("takes the baseline's design effect where all or none count", () => {
    const none = many(6, () => 0);
    expect(designEffect(none)).toBeNull();
    const own = ratioInterval(none);
    const based = ratioInterval(none, 4);
    expect(based?.high ?? 0).toBeGreaterThan(own?.high ?? 1);
    expect(based?.low).toBeCloseTo(0, 12);
  });
});

describe("a change", () => {
  it("of 14 denials on 8 sessions against 5 on 4 has z 1.5, where Poisson would say 2.1", () => {
    const z = countZ({ count: 14, squares: 28 }, { count: 5, squares: 7 });
    expect(Number(z.toFixed(1))).toBe(1.5);
  });

  it("of nothing against nothing is none", () => {
    expect(countZ({ count: 0, squares: 0 }, { count: 0, squares: 0 })).toBe(0);
    expect(ratioZ(sums(), sums([1, 2]))).toBe(0);
  });

  it("of ratios is weaker where the calls of a session are alike", () => {
    const few = many(10, () => 2);
    const mixed = many(10, () => 8);
    const alike = many(10, (index) => (index < 4 ? 20 : 0));
    expect(ratioZ(mixed, few)).toBeGreaterThan(ratioZ(alike, few));
  });
});

describe("the median", () => {
  it.each([
    [[], null],
    [[3], 3],
    [[1, 9], 5],
    [[9, 1, 4], 4],
    [[3, 4, 3, 5], 3.5],
  ])("of %j is %j", (values, expected) => {
    expect(median(values)).toBe(expected);
  });
});
