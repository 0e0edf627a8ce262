import { describe, expect, it } from "vitest";
import {
  addRatioSums,
  countZ,
  median,
  type RatioSums,
  ratioInterval,
  ratioZ,
  sessionCorrelation,
  studentQuantile,
  wilson,
} from "../../src/model/statistics.ts";

/** Sums over sessions given as [k, n]. */
function sums(...sessions: [number, number][]): RatioSums {
  return addRatioSums(
    sessions.map(([k, n]) => {
      return { sessions: 1, n, k, kk: k * k, kn: k * n, nn: n * n, kkn: (k * k) / n };
    }),
  );
}

/** Ten to twenty sessions of 20 calls, made by their number. */
function many(count: number, k: (index: number) => number): RatioSums {
  return sums(...Array.from({ length: count }, (_, index): [number, number] => [k(index), 20]));
}

const NOTHING = { low: Number.NaN, high: Number.NaN };

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
    const { low, high } = wilson(214 / 1337, 1337 / 5.5, studentQuantile(28));
    expect([low, high].map((x) => Number((x * 100).toFixed(1)))).toEqual([11.8, 21.4]);
  });

  it("is wider the more the calls of a session are alike", () => {
    const alike = many(20, (index) => (index < 6 ? 20 : 0));
    const mixed = many(20, () => 6);
    expect(alike.k / alike.n).toBe(mixed.k / mixed.n);
    expect(sessionCorrelation(mixed)).toBeLessThan(0.001);
    expect(sessionCorrelation(alike)).toBeGreaterThan(0.99);
    expect(ratioInterval(alike)?.high ?? 0).toBeGreaterThan(ratioInterval(mixed)?.high ?? 1);
  });

  it("is the one of six calls where six sessions have all or none", () => {
    const { low, high } = ratioInterval(many(6, (index) => (index < 3 ? 20 : 0))) ?? NOTHING;
    const six = wilson(0.5, 6, 1.96);
    expect([low, high]).toEqual([six.low, six.high].map((end) => expect.closeTo(end, 6)));
  });

  it("is Wilson's where each session is one call", () => {
    const single = sums(
      ...Array.from({ length: 30 }, (_, at): [number, number] => [at % 3 && 1, 1]),
    );
    expect(ratioInterval(single)).toEqual(wilson(20 / 30, 30, 1.96));
  });

  it("says nothing below five sessions", () => {
    expect(ratioInterval(many(4, () => 10))).toBeNull();
  });

  it("takes the usual correlation where all or none count, and where one session tells", () => {
    for (const few of [many(6, () => 0), many(6, (index) => (index === 0 ? 1 : 0))]) {
      expect(sessionCorrelation(few, 0.3)).toBeCloseTo(0.3, 12);
      const independent = ratioInterval(few, 0);
      expect(ratioInterval(few, 0.3)?.high ?? 0).toBeGreaterThan(independent?.high ?? 1);
    }
    expect(ratioInterval(many(6, () => 0))?.low).toBeCloseTo(0, 12);
  });

  it("of what counts mirrors that of what does not", () => {
    const some: [number, number][] = [
      [1, 9],
      [0, 30],
      [7, 20],
      [2, 45],
      [0, 3],
      [12, 12],
    ];
    const one = ratioInterval(sums(...some)) ?? NOTHING;
    const other = ratioInterval(sums(...some.map(([k, n]): [number, number] => [n - k, n])));
    expect(other?.low).toBeCloseTo(1 - one.high, 9);
    expect(other?.high).toBeCloseTo(1 - one.low, 9);
  });

  it("does not take a session of 2,000 calls for 2,000 witnesses", () => {
    const small = Array.from({ length: 12 }, (_, at): [number, number] => [at % 4 ? 2 : 14, 20]);
    const { low, high } = ratioInterval(sums([1_600, 2_000], ...small)) ?? NOTHING;
    expect(low).toBeLessThan(0.4);
    expect(high).toBeGreaterThan(0.9);
  });
});

describe("Student's t", () => {
  it.each([
    [1, 12.706],
    [4, 2.776],
    [28, 2.048],
    [28.9, 2.048],
    [40, 2.021],
    [60, 2],
    [120, 1.98],
  ])("at %d degrees of freedom is the published %d", (freedom, published) => {
    expect(Math.abs(studentQuantile(freedom) - published)).toBeLessThan(0.0015);
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
