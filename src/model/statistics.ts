/**
 * The few statistics behind every "changed" and every interval. Calls cluster in sessions (an
 * agent repeats itself), so sessions are the unit of evidence throughout.
 */

/** Sums over sessions s with n_s calls of which k_s count: enough for ratio and interval. */
export interface RatioSums {
  readonly sessions: number;
  readonly n: number;
  readonly k: number;
  /** Σ k_s², Σ k_s·n_s, Σ n_s². */
  readonly kk: number;
  readonly kn: number;
  readonly nn: number;
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Two-sided 95 % quantiles of Student's t by degrees of freedom 1 to 28. */
const T_975 = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145,
  2.131, 2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048,
];

/** Quantile for m sessions: t(m−1) below 30 sessions, else 1.96. */
export function sessionQuantile(sessions: number): number {
  if (sessions >= 30) return 1.96;
  return T_975[Math.max(0, sessions - 2)] ?? 1.96;
}

/** k ÷ n, or null without calls. */
export function ratioOf(sums: { k: number; n: number }): number | null {
  return sums.n === 0 ? null : sums.k / sums.n;
}

/**
 * Design effect of clustering: V = m/(m−1) · Σ(k_s − p·n_s)² / N²; deff = max(1, V ÷ (p(1−p)/N)).
 * Null where it cannot be told: fewer than two sessions, or p of 0 or 1.
 * Source: survey-sampling linearisation of a ratio estimate.
 */
export function designEffect(sums: RatioSums): number | null {
  const p = ratioOf(sums);
  if (p === null || p <= 0 || p >= 1 || sums.sessions < 2) return null;
  return Math.max(1, clusterVariance(sums, p) / ((p * (1 - p)) / sums.n));
}

/**
 * Wilson interval on the effective sample n ÷ deff, quantile by number of sessions.
 * At k = 0 or k = n the effect is taken from `fallbackDeff`, the baseline's (1 where unknown).
 * Null with fewer than `minSessions`: insufficient data. Five, but where a short window has to do.
 * `widen` times the quantile: 1 is 95 %, 1.314 is 99 %.
 */
export function ratioInterval(
  sums: RatioSums,
  fallbackDeff = 1,
  { minSessions = 5, widen = 1 }: { minSessions?: number; widen?: number } = {},
): Interval | null {
  const p = ratioOf(sums);
  if (p === null || sums.sessions < minSessions) return null;
  const deff = designEffect(sums) ?? fallbackDeff;
  return wilson(p, sums.n / deff, widen * sessionQuantile(sums.sessions));
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
export function ratioZ(a: RatioSums, b: RatioSums): number {
  const pa = ratioOf(a);
  const pb = ratioOf(b);
  if (pa === null || pb === null) return 0;
  const pooled = (a.k + b.k) / (a.n + b.n);
  const variance = varianceAbout(a, pooled) + varianceAbout(b, pooled);
  return variance === 0 ? 0 : (pa - pb) / Math.sqrt(variance);
}

/** Of a side's ratio, if `p` is the true one; never less than of independent calls. */
function varianceAbout(sums: RatioSums, p: number): number {
  const independent = (p * (1 - p)) / sums.n;
  return sums.sessions < 2 ? independent : Math.max(independent, clusterVariance(sums, p));
}

export function addRatioSums(all: readonly RatioSums[]): RatioSums {
  const sum = { sessions: 0, n: 0, k: 0, kk: 0, kn: 0, nn: 0 };
  for (const one of all) {
    sum.sessions += one.sessions;
    sum.n += one.n;
    sum.k += one.k;
    sum.kk += one.kk;
    sum.kn += one.kn;
    sum.nn += one.nn;
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

function clusterVariance(sums: RatioSums, p: number): number {
  const scatter = sums.kk - 2 * p * sums.kn + p * p * sums.nn;
  return ((sums.sessions / (sums.sessions - 1)) * scatter) / (sums.n * sums.n);
}
