/*
 * The statistics of the digest by their definitions, from what each session counted.
 */

/** What one session counted. */
export interface Share {
  readonly k: number;
  readonly n: number;
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

export function ratio(sessions: readonly Share[]): number | null {
  const n = sum(sessions.map((one) => one.n));
  return n === 0 ? null : sum(sessions.map((one) => one.k)) / n;
}

/** How much calls of one session resemble each other; null where it cannot be told. */
function designEffect(sessions: readonly Share[]): number | null {
  const p = ratio(sessions);
  const m = sessions.length;
  if (p === null || p === 0 || p === 1 || m < 2) return null;
  const total = sum(sessions.map((one) => one.n));
  const scatter = sum(sessions.map((one) => (one.k - p * one.n) ** 2));
  const variance = ((m / (m - 1)) * scatter) / total ** 2;
  return Math.max(1, variance / ((p * (1 - p)) / total));
}

/**
 * How alike the calls of one session are, by analysis of variance, and what is added because a rare
 * answer may come in bunches of which few were seen.
 */
export function correlation(sessions: readonly Share[], other = 0.1): number {
  const p = ratio(sessions);
  const m = sessions.length;
  const total = sum(sessions.map((one) => one.n));
  if (p === null) return other;
  const isTold = p > 0 && p < 1 && m > 1 && total > m;
  const own = isTold ? Math.max(0, analysed(sessions, p)) : 0;
  // A session's expected count squared over what it has: m where each has what is expected.
  const seen = answers(sessions).map((side) => {
    const share = sum(side) / total;
    const expected = sum(sessions.map((one) => (share * one.n) ** 2));
    return expected === 0 ? 0 : (m * expected) / sum(side.map((count) => count ** 2));
  });
  return Math.min(1, own + other / Math.max(1, Math.min(...seen)) ** 2);
}

/** Mean squares between and within sessions, and the correlation that these come from. */
function analysed(sessions: readonly Share[], p: number): number {
  const m = sessions.length;
  const total = sum(sessions.map((one) => one.n));
  const between = sum(sessions.map(({ k, n }) => n * (k / n - p) ** 2)) / (m - 1);
  const within = sum(sessions.map(({ k, n }) => n * (k / n) * (1 - k / n))) / (total - m);
  const typical = (total - sum(sessions.map(({ n }) => (n * n) / total))) / (m - 1);
  return (between - within) / (between + (typical - 1) * within);
}

/** What each session has of either answer. */
function answers(sessions: readonly Share[]): [number[], number[]] {
  return [sessions.map(({ k }) => k), sessions.map(({ k, n }) => n - k)];
}

/** Wilson's interval on the effective sample; null below five sessions. */
export function interval(
  sessions: readonly Share[],
  other = 0.1,
): { low: number; high: number } | null {
  const p = ratio(sessions);
  const m = sessions.length;
  if (p === null || m < 5) return null;
  const total = sum(sessions.map((one) => one.n));
  const carrying = answers(sessions).map((side) => {
    const all = sum(side);
    return all === 0 ? 0 : all ** 2 / sum(side.map((count) => count ** 2));
  });
  const freedom = Math.floor(Math.min(m - 1, Math.max(3, Math.min(...carrying))));
  const unsure = (studentQuantile(freedom) / 1.96) ** 2;
  const alike = Math.min(1, correlation(sessions, other) * unsure);
  const fellows = sum(sessions.map(({ n }) => n * (n - 1))) / total;
  const n = total / (1 + fellows * alike);
  const z = 1.96;
  const centre = (p + z ** 2 / (2 * n)) / (1 + z ** 2 / n);
  const half = (z * Math.sqrt((p * (1 - p)) / n + z ** 2 / (4 * n ** 2))) / (1 + z ** 2 / n);
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

/** z of two counts, from each session's count on either side. */
export function countDistance(a: readonly number[], b: readonly number[]): number {
  const spread = sum([...a, ...b].map((value) => value ** 2));
  return spread === 0 ? 0 : (sum(a) - sum(b)) / Math.sqrt(spread);
}

/** z of two ratios, each side's variance widened by its own effect. */
export function ratioDistance(a: readonly Share[], b: readonly Share[]): number {
  const [pa, pb] = [ratio(a) ?? 0, ratio(b) ?? 0];
  const p = ratio([...a, ...b]) ?? 0;
  const [na, nb] = [sum(a.map((one) => one.n)), sum(b.map((one) => one.n))];
  const variance = p * (1 - p) * ((designEffect(a) ?? 1) / na + (designEffect(b) ?? 1) / nb);
  return variance === 0 ? 0 : (pa - pb) / Math.sqrt(variance);
}

/** A percentile between its two neighbours; null of nothing. */
export function percentile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) return null;
  return below + (above - below) * (place - Math.floor(place));
}

const quantiles = new Map<number, number>();

/** 97.5 % of Student's t, from its density: the table in src was typed by hand. */
function studentQuantile(freedom: number): number {
  const known = quantiles.get(freedom);
  if (known !== undefined) return known;
  // With t = √f·tan(a) the density becomes cosine to the power f − 1, which is easy to sum.
  const area = (to: number): number => {
    const steps = 4000;
    let total = 0;
    for (let step = 0; step < steps; step += 1) {
      total += Math.cos(((step + 0.5) * to) / steps) ** (freedom - 1);
    }
    return (total * to) / steps;
  };
  const wanted = 0.95 * area(Math.PI / 2);
  let [low, high] = [0, Math.PI / 2];
  for (let turn = 0; turn < 40; turn += 1) {
    const middle = (low + high) / 2;
    if (area(middle) < wanted) low = middle;
    else high = middle;
  }
  const found = Math.sqrt(freedom) * Math.tan(low);
  quantiles.set(freedom, found);
  return found;
}
