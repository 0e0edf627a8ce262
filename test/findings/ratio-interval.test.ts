import { describe, expect, it } from "vitest";
import {
  baselineInterval,
  intervalAt,
  lastInterval,
  withBaseline,
} from "../../src/findings/ratio-interval.ts";
import type { RatioSums } from "../../src/model/statistics.ts";
import { windowSeries } from "../../src/model/window.ts";

/** Sums of sessions given as `[k, n]`. */
function sums(sessions: readonly (readonly [number, number])[]): RatioSums {
  const sum = (of: (k: number, n: number) => number): number =>
    sessions.reduce((total, [k, n]) => total + of(k, n), 0);
  return {
    sessions: sessions.length,
    n: sum((_, n) => n),
    k: sum((k) => k),
    kk: sum((k) => k * k),
    kn: sum((k, n) => k * n),
    nn: sum((_, n) => n * n),
    kkn: sum((k, n) => (k * k) / n),
  };
}

/** All or nothing in each session; and each the same. */
const ALIKE = sums(Array.from({ length: 20 }, (_, at) => [at % 2 === 0 ? 30 : 0, 30] as const));
const EVEN = sums(Array.from({ length: 20 }, () => [15, 30] as const));
/** One call in a hundred, in one session: it tells nothing of how alike calls are. */
const RARE = sums(Array.from({ length: 8 }, (_, at) => [at === 0 ? 1 : 0, 25] as const));
const NONE = { low: Number.NaN, high: Number.NaN };
const width = (ends: { low: number; high: number } | null): number =>
  ends === null ? Number.NaN : ends.high - ends.low;

describe("the interval of a window's ratio", () => {
  it("is told by the four windows right before it where its own calls tell little", () => {
    const wide = width(lastInterval([EVEN, ALIKE, ALIKE, ALIKE, ALIKE, RARE]));
    const narrow = width(lastInterval([ALIKE, EVEN, EVEN, EVEN, EVEN, RARE]));
    expect(wide).toBeGreaterThan(2 * narrow);
    // The fifth before is none of them.
    expect(lastInterval([EVEN, ALIKE, ALIKE, ALIKE, ALIKE, RARE])).toEqual(
      lastInterval([ALIKE, ALIKE, ALIKE, ALIKE, ALIKE, RARE]),
    );
  });

  it("stays as it was when windows follow, whatever they hold", () => {
    const before = [EVEN, undefined, ALIKE, RARE];
    expect(intervalAt([...before, ALIKE, ALIKE], 3)).toEqual(lastInterval(before));
  });

  it("is not told where no call counts, or in fewer than five sessions", () => {
    expect(lastInterval([EVEN, undefined])).toBeNull();
    expect(lastInterval([EVEN, sums([[1, 20]])])).toBeNull();
    expect(lastInterval([])).toBeNull();
  });

  it("of the baseline is of the four windows before as one sample", () => {
    const { low, high } = baselineInterval([ALIKE, EVEN, EVEN, EVEN, EVEN, RARE]) ?? NONE;
    expect([low < 0.5, high > 0.5]).toEqual([true, true]);
    expect(baselineInterval([RARE])).toBeNull();
    expect(baselineInterval([])).toBeNull();
  });
});

describe("the windows that a ratio is measured in", () => {
  it("go on before a report's first as they go in it", () => {
    // Of 28 days, the first of nine would be February 2026: no step of a month.
    const spans = [
      { since: "2026-09-13T00:00:00.000Z", until: "2026-10-11T00:00:00.000Z" },
      { since: "2026-11-16T00:00:00.000Z", until: "2026-11-23T00:00:00.000Z" },
      { since: "2026-11-01T00:00:00.000Z", until: "2026-12-01T00:00:00.000Z" },
    ];
    for (const span of spans) {
      const window = { ...span, timeZone: "UTC" };
      expect(withBaseline(windowSeries(window, 9))).toEqual(windowSeries(window, 13));
    }
    expect(withBaseline([])).toEqual([]);
  });
});
