// What growth costs: rows 7, 9, 12 and the slowest metric. They read the home that row 6 loaded.
import { appendFileSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { generateLog, LOG_END } from "./generate-log.mjs";
import { bin, here, ingest, median, outputOf, peakBytes } from "./measure.mjs";

const CATCH_UP_LINES = 10_000;
const ROUNDS = 3;
const METRIC_LIMIT_MS = 150;
const REPORT_LIMIT_MB = 256;
const LAST_WEEK = ["--during", "last-week", "--as-of", LOG_END, "--tz", "UTC"];

export const SCALE_RATIOS = [
  {
    number: "7",
    readsLog: true,
    what: "catching up 10,000 lines: on all lines ÷ on a tenth of them",
    limit: 1.3,
    measure(place) {
      const small = join(place.folder, "tenth");
      mkdirSync(small, { mode: 0o700 });
      generateLog(join(small, "audit-2026-10.jsonl"), { lines: place.lines / 10, seed: 7 });
      ingest(small);
      const times = { a: [], b: [] };
      for (let round = 0; round < ROUNDS; round += 1) {
        times.a.push(catchUp(place, place.loadedHome, 200 + round));
        times.b.push(catchUp(place, small, 300 + round));
      }
      const result = { a: median(times.a), b: median(times.b) };
      return { ...result, ratio: result.a / result.b };
    },
  },
  {
    number: "9",
    readsLog: true,
    what: "size of the database ÷ of the log",
    limit: 0.2,
    unit: "MB",
    measure(place) {
      const megabytes = (file) => statSync(join(place.loadedHome, file)).size / 1e6;
      const a = megabytes("warehouse.duckdb");
      const b = megabytes("audit-2026-10.jsonl") + megabytes("audit.jsonl");
      return { a, b, ratio: a / b };
    },
  },
  {
    number: "12",
    readsLog: true,
    what: "peak memory of the report ÷ 256 MB",
    limit: 1,
    unit: "MB",
    measure(place) {
      const report = [bin, "report", "digest", ...LAST_WEEK, "--home", place.loadedHome];
      const a = peakBytes(report, join(place.folder, "peak")) / 2 ** 20;
      return { a, b: REPORT_LIMIT_MB, ratio: a / REPORT_LIMIT_MB };
    },
  },
  {
    number: "M",
    readsLog: true,
    what: "slowest metric over all of the log ÷ 150 ms",
    limit: 1,
    measure(place) {
      const database = join(place.loadedHome, "warehouse.duckdb");
      const times = JSON.parse(outputOf([join(here, "metric-times.mjs"), database]));
      const sorted = Object.entries(times).sort((one, other) => other[1] - one[1]);
      const [[, a]] = sorted;
      const note = sorted.map(([name, ms]) => `${name} ${ms.toFixed(0)} ms`).join(", ");
      return { a, b: METRIC_LIMIT_MS, ratio: a / METRIC_LIMIT_MS, note: `slowest: ${note}` };
    },
  },
];

/** Milliseconds for lines that go on where the log ends. */
export function catchUp(place, home, seed) {
  const more = join(place.folder, `more-${seed}.jsonl`);
  generateLog(more, { lines: CATCH_UP_LINES, seed, ...afterTheEnd(seed) });
  appendFileSync(join(home, "audit.jsonl"), readFileSync(more), { mode: 0o600 });
  return ingest(home);
}

/** A day of its own for each seed, after the log's last. */
export function afterTheEnd(seed) {
  const day = 86_400_000;
  return { days: 1, endsAt: new Date(Date.parse(LOG_END) + (seed + 1) * day).toISOString() };
}
