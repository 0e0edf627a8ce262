// A log of ten million lines: the memory of its first load, and what catching up on it costs.
import assert from "node:assert/strict";
import { mkdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { generateLog } from "../bench/generate-log.mjs";
import { bin, median, outputOf, peakBytes } from "../bench/measure.mjs";
import { catchUp } from "../bench/scale-ratios.mjs";

const ROUNDS = 5;
const PEAK_LIMIT = 1.5 * 2 ** 30;
const CATCH_UP_LIMIT = 1.3;
const SIZE_LIMIT = 0.2;

/** Returns what was seen, in words. Throws where a limit is passed or a line is missing. */
export async function tenMillionLines(folder, lines = 10_000_000) {
  const whole = homeWith(folder, "whole", { lines, seed: 1 });
  const peak = peakBytes([bin, "ingest", "--home", whole], join(folder, "peak"));
  assert.ok(peak <= PEAK_LIMIT, `the first load held ${megabytes(peak)} MB`);
  const loaded = outputOf([bin, "ingest", "--home", whole]);
  assert.match(loaded, /^Up to date/, "the first load loads all");
  const size = statSync(join(whole, "warehouse.duckdb")).size;
  const share = size / statSync(join(whole, "audit-2026-10.jsonl")).size;
  assert.ok(share <= SIZE_LIMIT, `the database is ${share.toFixed(2)} of the log`);

  const tenth = homeWith(folder, "tenth", { lines: lines / 10, seed: 2 });
  outputOf([bin, "ingest", "--home", tenth]);
  const times = { whole: [], tenth: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    times.whole.push(catchUp({ folder }, whole, 200 + round));
    times.tenth.push(catchUp({ folder }, tenth, 300 + round));
  }
  const ratio = median(times.whole) / median(times.tenth);
  assert.ok(ratio <= CATCH_UP_LIMIT, `catching up took ${ratio.toFixed(2)} times as long`);
  rmSync(whole, { recursive: true });
  return `first load ${megabytes(peak)} MB, database ${share.toFixed(2)} of the log, catching up ${ratio.toFixed(2)} of a tenth's`;
}

function homeWith(folder, name, log) {
  const home = join(folder, name);
  mkdirSync(home, { mode: 0o700 });
  generateLog(join(home, "audit-2026-10.jsonl"), log);
  return home;
}

function megabytes(bytes) {
  return (bytes / 2 ** 20).toFixed(0);
}
