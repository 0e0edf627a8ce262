import { describe, expect, it } from "vitest";
import { countChange, latencyChange, ratioChange } from "../../src/findings/change.ts";
import type { Change } from "../../src/model/report.ts";
import type { ShareSums } from "../../src/model/statistics.ts";
import { beta, binomial } from "../support/beta.ts";
import { passthrough } from "../support/facts.ts";
import { seeded } from "../support/seeded.ts";

describe("a change of counts", () => {
  it("is unclear where clustering in sessions explains it, though plain counting would not", () => {
    // 14 denials on 8 sessions, 5 on 4 sessions: z = 9 / √(28 + 7) = 1.5.
    const change = countChange({ count: 14, squares: 28 }, { count: 5, squares: 7 });
    expect(change).toMatchObject({ sign: "unclear", amount: 9 });
  });

  it.each([
    { now: { count: 226, squares: 1_808 }, last: { count: 88, squares: 704 }, sign: "up" },
    { now: { count: 88, squares: 704 }, last: { count: 226, squares: 1_808 }, sign: "down" },
    {
      now: { count: 1_850, squares: 90_000 },
      last: { count: 1_702, squares: 90_000 },
      sign: "same",
    },
    { now: { count: 0, squares: 0 }, last: { count: 0, squares: 0 }, sign: "same" },
    { now: { count: 1, squares: 1 }, last: { count: 0, squares: 0 }, sign: "unclear" },
    { now: { count: 9, squares: 9 }, last: null, sign: "none" },
  ])("$now.count after $last.count is $sign", ({ now, last, sign }) => {
    expect(countChange(now, last).sign).toBe(sign);
  });

  it("is flagged in at most 5 of 100 cells of a hundred stationary years", () => {
    expect(falselyFlagged(stationaryWeek, countChange)).toBeLessThanOrEqual(0.05);
  });
});

describe("a change of ratios", () => {
  it("is none with fewer than 30 calls, and says how many there were", () => {
    const change = ratioChange(passthrough({ n: 21, k: 2 }), passthrough({ n: 500, k: 20 }));
    expect(change).toEqual({ kind: "change", sign: "none", amount: null, unit: "ratio", n: 21 });
  });

  it("needs five percentage points beside clear evidence", () => {
    const last = passthrough({ n: 20_000, k: 2_000 });
    expect(ratioChange(passthrough({ n: 20_000, k: 2_800 }), last).sign).toBe("unclear");
    expect(ratioChange(passthrough({ n: 20_000, k: 3_200 }), last).sign).toBe("up");
    expect(ratioChange(passthrough({ n: 20_000, k: 2_100 }), last).sign).toBe("same");
  });
});

describe("a change of ratios in stationary years", () => {
  it.each([0.05, 0.15, 0.3, 0.5])("is flagged in at most 5 of 100 cells at %s", (p) => {
    const flagged = falselyFlagged((random) => stationaryRatio(random, p), ratioChange);
    expect(flagged).toBeLessThanOrEqual(0.05);
  });
});

describe("a change of percentiles", () => {
  it("is the same within a tenth, and never called clear beyond", () => {
    expect(latencyChange(2_500, 2_400).sign).toBe("same");
    expect(latencyChange(24_000, 2_400).sign).toBe("unclear");
    expect(latencyChange(2_400, null).sign).toBe("none");
  });
});

/** About 40 sessions with about three events each, clustered as an agent repeats itself. */
function stationaryWeek(random: () => number) {
  const sessions = Array.from({ length: 30 + Math.floor(random() * 20) }, () =>
    random() < 0.5 ? 0 : Math.ceil(-6 * Math.log(1 - random())),
  );
  return {
    count: sessions.reduce((sum, n) => sum + n, 0),
    squares: sessions.reduce((sum, n) => sum + n * n, 0),
  };
}

/** Sessions of an agent that repeats itself: its calls are alike (correlation 0.1). */
function stationaryRatio(random: () => number, p: number): ShareSums {
  const sums = { sessions: 0, n: 0, k: 0, kk: 0, kn: 0, nn: 0 };
  for (let left = 25 + Math.floor(random() * 20); left > 0; left -= 1) {
    const n = 5 + Math.floor(random() * 60);
    const k = binomial(random, n, beta(random, 9 * p, 9 * (1 - p)));
    sums.sessions += 1;
    sums.n += n;
    sums.k += k;
    sums.kk += k * k;
    sums.kn += k * n;
    sums.nn += n * n;
  }
  return sums;
}

const HUNDRED_YEARS = 100 * 52;

/** Of the weeks of a hundred years, in each of which nothing changed: how many are called a change. */
function falselyFlagged<Week>(
  week: (random: () => number) => Week,
  change: (now: Week, last: Week | null) => Change,
): number {
  const random = seeded(7);
  const weeks = Array.from({ length: HUNDRED_YEARS }, () => week(random));
  const signs = weeks.map((now, index) => change(now, weeks[index - 1] ?? null).sign);
  return signs.filter((sign) => sign === "up" || sign === "down").length / weeks.length;
}
