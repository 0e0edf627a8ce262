import { describe, expect, it } from "vitest";
import { type RatioSums, ratioInterval } from "../../src/model/statistics.ts";
import { beta, binomial } from "../support/beta.ts";
import { seeded } from "../support/seeded.ts";

/**
 * How often the interval holds the true ratio: sessions of 20 to 60 calls each whose calls are
 * correlated (beta-binomial). The table stands in src/README.md.
 */
const RATIOS = [0.05, 0.15, 0.3, 0.5];
const SESSIONS = [5, 10, 20, 40, 80];
const CORRELATIONS = [0, 0.1, 0.3];
const TRIES = 4000;

function coverage(p: number, sessions: number, correlation: number): number {
  const random = seeded(Math.round(p * 1000) + sessions * 7 + Math.round(correlation * 100_000));
  let told = 0;
  let held = 0;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const interval = ratioInterval(sample(random, { p, sessions, correlation }));
    if (interval === null) continue;
    told += 1;
    if (interval.low <= p && p <= interval.high) held += 1;
  }
  return held / told;
}

function sample(
  random: () => number,
  about: { readonly p: number; readonly sessions: number; readonly correlation: number },
): RatioSums {
  const { p, sessions, correlation } = about;
  const weight = correlation === 0 ? 0 : (1 - correlation) / correlation;
  const sums = { sessions, n: 0, k: 0, kk: 0, kn: 0, nn: 0 };
  for (let session = 0; session < sessions; session += 1) {
    const n = 20 + Math.floor(random() * 41);
    const own = correlation === 0 ? p : beta(random, p * weight, (1 - p) * weight);
    const k = binomial(random, n, own);
    sums.n += n;
    sums.k += k;
    sums.kk += k * k;
    sums.kn += k * n;
    sums.nn += n * n;
  }
  return sums;
}

const CASES = CORRELATIONS.flatMap((correlation) =>
  RATIOS.flatMap((p) => SESSIONS.map((sessions) => ({ p, sessions, correlation }))),
);

/** The correlation that real sessions have about; the alert is simulated with it. */
const USUAL = 0.1;
/** Sampling error of a share near 0.95 among so many tries, twice over. */
const ERROR = 2 * Math.sqrt((0.95 * 0.05) / TRIES);

describe("the interval of a ratio holds the true one", () => {
  it.each(CASES.filter(({ correlation }) => correlation === USUAL))(
    "at $p of $sessions sessions, correlated by $correlation, as often as it says",
    ({ p, sessions, correlation }) => {
      const share = coverage(p, sessions, correlation);
      const isPromised = sessions >= 10 && p >= 0.15;
      expect(share).toBeGreaterThan((isPromised ? 0.93 : 0.9) - ERROR);
      if (isPromised) expect(share).toBeLessThan(0.97 + ERROR);
    },
  );

  it.each(CASES.filter(({ correlation }) => correlation === 0))(
    "at $p of $sessions independent sessions, rather more often than it says",
    ({ p, sessions, correlation }) => {
      expect(coverage(p, sessions, correlation)).toBeGreaterThan(0.95 - ERROR);
    },
  );

  it.each(CASES.filter(({ correlation, p }) => correlation > USUAL && p >= 0.15))(
    "at $p of $sessions sessions, correlated by $correlation, nearly as often",
    ({ p, sessions, correlation }) => {
      expect(coverage(p, sessions, correlation)).toBeGreaterThan(sessions < 10 ? 0.88 : 0.91);
    },
  );
});
