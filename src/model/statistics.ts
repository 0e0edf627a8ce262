/**
 * The few statistics behind every "changed" and every interval. Calls cluster in sessions (an
 * agent repeats itself), so sessions are the unit of evidence throughout.
 */

/** Sums over sessions s with n_s calls of which k_s count: enough to compare two ratios. */
export interface ShareSums {
  readonly sessions: number;
  readonly n: number;
  readonly k: number;
  /** Σ k_s², Σ k_s·n_s, Σ n_s². */
  readonly kk: number;
  readonly kn: number;
  readonly nn: number;
}

/** Enough for a ratio's interval as well. */
export interface RatioSums extends ShareSums {
  /** Σ k_s² ÷ n_s. */
  readonly kkn: number;
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Of the normal curve, two-sided at 95 %. */
const Z_975 = 1.96;

/** Two-sided 95 % quantiles of Student's t by degrees of freedom 1 to 28. */
const T_975 = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145,
  2.131, 2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048,
];

/**
 * Student's t at 95 % for `freedom` (at least 1) rounded down. Beyond the table it falls to 1.96 as
 * 1 ÷ `freedom` does, which is right to a thousandth.
 */
export function studentQuantile(freedom: number): number {
  const whole = Math.max(1, Math.floor(freedom));
  return T_975[whole - 1] ?? Z_975 + ((2.048 - Z_975) * T_975.length) / whole;
}

/** k ÷ n, or null without calls. */
export function ratioOf(sums: { k: number; n: number }): number | null {
  return sums.n === 0 ? null : sums.k / sums.n;
}

/**
 * What is taken for the correlation of a session's calls where nothing is known of it: a little
 * more than recorded sessions have (0.03 to 0.09 for the share of a tool).
 */
const USUAL_CORRELATION = 0.1;
/** Fewer would make the interval of a handful of calls so wide that it says nothing. */
const MIN_FREEDOM = 3;

/**
 * How much calls of one session are alike, 0 (not at all) to 1: ρ̂ + `usual` ÷ seen². ρ̂ is the
 * estimate by analysis of variance (Fisher 1925; for binary data Ridout, Demétrio and Firth 1999),
 * not below 0. `seen` is in how many sessions the rarer answer seems to occur, m·p²·Σn² ÷ Σk²:
 * events that come in bunches show in few sessions, and where they show in one or none, ρ̂ is near
 * 0 whatever is true. The second term is our choice, made on the grid of src/README.md.
 */
export function sessionCorrelation(sums: RatioSums, usual = USUAL_CORRELATION): number {
  const seen = Math.max(1, Math.min(...answers(sums).map(({ alike }) => sums.sessions * alike)));
  return Math.min(1, varianceCorrelation(sums) + usual / seen ** 2);
}

/**
 * 95 % interval of a ratio whose calls cluster in sessions: Wilson's on N ÷ deff calls, with
 * deff = 1 + (Σn² ÷ N − 1)·ρ·(t ÷ 1.96)² (Kish 1965; Rao and Scott 1992), ρ of
 * `sessionCorrelation`. Of the design effect only what exceeds 1 was estimated, so only that is
 * widened by Student's t (after Korn and Graubard 1998). t has as many degrees of freedom as
 * sessions carry the rarer answer, K² ÷ Σk² (Kish's effective number), at least 3, at most m − 1.
 * `usual` is the correlation of the windows before, which counts where this one tells little.
 * Null with fewer than `minSessions`: insufficient data. Five, but where a short window has to do.
 * `widen` times the quantile: 1 is 95 %, 1.314 is 99 %.
 */
export function ratioInterval(
  sums: RatioSums,
  usual = USUAL_CORRELATION,
  { minSessions = 5, widen = 1 }: { minSessions?: number; widen?: number } = {},
): Interval | null {
  const p = ratioOf(sums);
  if (p === null || sums.sessions < minSessions) return null;
  const carrying = Math.min(...answers(sums).map(({ sessions }) => sessions));
  const t = studentQuantile(Math.min(sums.sessions - 1, Math.max(MIN_FREEDOM, carrying)));
  const correlation = Math.min(1, sessionCorrelation(sums, usual) * (t / Z_975) ** 2);
  const effect = 1 + (sums.nn / sums.n - 1) * correlation;
  return wilson(p, sums.n / effect, widen * Z_975);
}

/**
 * Of the calls that count, and of those that do not: how many sessions carry them (Kish's effective
 * number), and how alike these are, 1 where each has the same share. 0 where there is none.
 */
function answers({ n, k, kk, kn, nn }: RatioSums): { sessions: number; alike: number }[] {
  const sides = [
    { count: k, squares: kk },
    { count: n - k, squares: nn - 2 * kn + kk },
  ];
  return sides.map(({ count, squares }) => {
    const sessions = squares > 0 ? count ** 2 / squares : 0;
    return { sessions, alike: n === 0 ? 0 : (sessions * nn) / n ** 2 };
  });
}

/** 0 where it cannot be told: one session, all or none count, one call in each session. */
function varianceCorrelation({ sessions, n, k, kkn, nn }: RatioSums): number {
  if (sessions < 2 || k <= 0 || k >= n || n <= sessions) return 0;
  const between = (kkn - k ** 2 / n) / (sessions - 1);
  const within = (k - kkn) / (n - sessions);
  const calls = (n - nn / n) / (sessions - 1);
  return Math.max(0, (between - within) / (between + (calls - 1) * within));
}

/** Wilson score interval for a share p seen in n, at quantile z. */
export function wilson(p: number, n: number, z: number): Interval {
  const zz = (z * z) / n;
  const middle = (p + zz / 2) / (1 + zz);
  const half = (z / (1 + zz)) * Math.sqrt((p * (1 - p)) / n + zz / (4 * n));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/** Probability of `count` or more events where `mean` are usual (Poisson). */
export function poissonTail(count: number, mean: number): number {
  // Beyond this the first term is no number any more, and the normal curve is near enough.
  if (mean > 500) return count > mean + 3.09 * Math.sqrt(mean) ? 0 : 1;
  let term = Math.exp(-mean);
  let below = 0;
  for (let index = 0; index < count; index += 1) {
    below += term;
    term *= mean / (index + 1);
  }
  return Math.max(0, 1 - below);
}

/** Fewer calls that tell whether they prompted make no share worth printing. */
const MIN_TOLD = 30;

/**
 * How far the estimate of prompts saved may be off: the share of calls called `prompt` that did
 * not prompt, 0 to 1; null where fewer than 30 tell.
 */
export function nativeError(row: { told: number; prompted: number } | undefined): number | null {
  if (row === undefined || row.told < MIN_TOLD) return null;
  return 1 - row.prompted / row.told;
}

/** A count and the sum of its squares over sessions. */
export interface CountSums {
  readonly count: number;
  readonly squares: number;
}

/** z of a difference of counts, (a − b) / √(Σaₛ² + Σbₛ²); 0 where both are empty. */
export function countZ(a: CountSums, b: CountSums): number {
  const spread = a.squares + b.squares;
  return spread === 0 ? 0 : (a.count - b.count) / Math.sqrt(spread);
}

/**
 * Two-proportion z with each side's variance multiplied by its design effect. Both are taken about
 * the pooled ratio: the side that happens to be lower would else look less scattered than it is,
 * and in stationary years more than 5 of 100 weeks would be called a change.
 */
export function ratioZ(a: ShareSums, b: ShareSums): number {
  const pa = ratioOf(a);
  const pb = ratioOf(b);
  if (pa === null || pb === null) return 0;
  const pooled = (a.k + b.k) / (a.n + b.n);
  const variance = varianceAbout(a, pooled) + varianceAbout(b, pooled);
  return variance === 0 ? 0 : (pa - pb) / Math.sqrt(variance);
}

/** Of a side's ratio, if `p` is the true one; never less than of independent calls. */
function varianceAbout(sums: ShareSums, p: number): number {
  const independent = (p * (1 - p)) / sums.n;
  return sums.sessions < 2 ? independent : Math.max(independent, clusterVariance(sums, p));
}

export function addRatioSums(all: readonly RatioSums[]): RatioSums {
  const sum = { sessions: 0, n: 0, k: 0, kk: 0, kn: 0, nn: 0, kkn: 0 };
  for (const one of all) {
    sum.sessions += one.sessions;
    sum.n += one.n;
    sum.k += one.k;
    sum.kk += one.kk;
    sum.kn += one.kn;
    sum.nn += one.nn;
    sum.kkn += one.kkn;
  }
  return sum;
}

/** Middle value; the mean of the two middle ones for an even number; null for none. */
export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)];
  if (upper === undefined) return null;
  const lower = sorted[Math.ceil(middle) - 1] ?? upper;
  return (lower + upper) / 2;
}

/** V = m/(m−1) · Σ(k_s − p·n_s)² / N²: survey sampling's linearisation of a ratio estimate. */
function clusterVariance(sums: ShareSums, p: number): number {
  const scatter = sums.kk - 2 * p * sums.kn + p * p * sums.nn;
  return ((sums.sessions / (sums.sessions - 1)) * scatter) / (sums.n * sums.n);
}
