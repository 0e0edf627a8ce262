import { describe, expect, it } from "vitest";
import { type RatioSums, ratioInterval } from "../../src/model/statistics.ts";
import { beta, binomial } from "../support/beta.ts";
import { seeded } from "../support/seeded.ts";
import { isSoak } from "../support/soak.ts";

/**
 * How often the interval holds the true ratio: sessions whose calls are correlated (beta-binomial).
 * The table stands in src/README.md. A ratio above one half is the mirror of one below.
 */
const RATIOS = [0.05, 0.15, 0.3, 0.5];
/** Of many the soak alone: they take longest, and are the easiest. */
const SESSIONS = [5, 10, 20, ...(isSoak ? [40, 80] : [])];
const CORRELATIONS = [0, 0.1, 0.3];
const TRIES = 4000;
/** Sampling error of a share near 0.95 among so many tries, twice over. */
const ERROR = 2 * Math.sqrt((0.95 * 0.05) / TRIES);

/** How many calls a session has, by its number. */
type Length = (random: () => number, session: number) => number;

const usual: Length = (random) => 20 + Math.floor(random() * 41);
const short: Length = (random) => 1 + Math.floor(random() * 15);
const oneHuge: Length = (random, session) => (session === 0 ? 2000 : 5 + Math.floor(random() * 36));

interface Load {
  readonly p: number;
  readonly sessions: number;
  readonly correlation: number;
}

function coverage(load: Load, length: Length, tries = TRIES): number {
  const { p, sessions, correlation } = load;
  const random = seeded(Math.round(p * 1000) + sessions * 7 + Math.round(correlation * 100_000));
  let held = 0;
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const interval = ratioInterval(sample(random, load, length));
    if (interval !== null && interval.low <= p && p <= interval.high) held += 1;
  }
  return held / tries;
}

function sample(random: () => number, load: Load, length: Length): RatioSums {
  const { p, sessions, correlation } = load;
  const weight = correlation === 0 ? 0 : (1 - correlation) / correlation;
  const sums = { sessions, n: 0, k: 0, kk: 0, kn: 0, nn: 0, kkn: 0 };
  for (let session = 0; session < sessions; session += 1) {
    const n = length(random, session);
    const own = correlation === 0 ? p : beta(random, p * weight, (1 - p) * weight);
    const k = binomial(random, n, own);
    sums.n += n;
    sums.k += k;
    sums.kk += k * k;
    sums.kn += k * n;
    sums.nn += n * n;
    sums.kkn += (k * k) / n;
  }
  return sums;
}

const CASES: Load[] = CORRELATIONS.flatMap((correlation) =>
  RATIOS.flatMap((p) => SESSIONS.map((sessions) => ({ p, sessions, correlation }))),
);

describe("the interval of a ratio holds the true one", () => {
  it.each(CASES)("at $p of $sessions sessions, correlated by $correlation", (load) => {
    const share = coverage(load, usual);
    expect(share).toBeGreaterThan(0.9);
    if (load.sessions < 10 || load.p < 0.15) return;
    expect(share).toBeGreaterThan(0.93);
    expect(share).toBeLessThan(0.97 + ERROR);
  });

  it.each(CASES.filter(({ sessions }) => sessions <= 20))(
    "at $p of $sessions sessions of 1 to 15 calls, correlated by $correlation",
    (load) => {
      expect(coverage(load, short)).toBeGreaterThan(0.9);
    },
  );

  it.each(CASES.filter(({ sessions, p }) => sessions <= 20 && p <= 0.15))(
    "at $p of $sessions sessions, one of them of 2,000 calls, correlated by $correlation",
    (load) => {
      const tries = 1000;
      const error = 2 * Math.sqrt((0.9 * 0.1) / tries);
      expect(coverage(load, oneHuge, tries)).toBeGreaterThan(0.9 - error);
    },
  );
});
