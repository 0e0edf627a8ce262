/** A draw from Beta(a, b) by two gamma draws; `random` gives 0 to 1. */
export function beta(random: () => number, a: number, b: number): number {
  const x = gamma(random, a);
  return x / (x + gamma(random, b));
}

/** Binomial(n, p), drawn one by one. */
export function binomial(random: () => number, n: number, p: number): number {
  let hits = 0;
  for (let index = 0; index < n; index += 1) if (random() < p) hits += 1;
  return hits;
}

/** Marsaglia and Tsang, 2000; shapes below 1 by the usual power. */
function gamma(random: () => number, shape: number): number {
  if (shape < 1) return gamma(random, shape + 1) * (random() || 1e-300) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(random() || 1e-300) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
      return d * v;
    }
  }
}

function normal(random: () => number): number {
  const radius = Math.sqrt(-2 * Math.log(random() || 1e-300));
  return radius * Math.cos(2 * Math.PI * random());
}
