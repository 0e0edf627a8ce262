// Times of whole processes, taken side by side: A B A B. On a noisy machine only such ratios count.
import { spawnSync } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { root } from "../set-up.mjs";

export const here = dirname(fileURLToPath(import.meta.url));
export const bin = join(root, "dist/bin.cjs");
/** What every start of Node costs: the yardstick. */
export const empty = join(here, "empty.cjs");

/** NODE_EXTRA_CA_CERTS adds 35 ms to each start of Node 20; the rest would change what we do. */
const UNSET = ["NODE_EXTRA_CA_CERTS", "NODE_OPTIONS", "CLAUDE_CONFIG_DIR", "CLAUDE_PERMIT_HOME"];
const ownEnv = Object.fromEntries(
  Object.entries(process.env).filter(([key]) => !UNSET.includes(key)),
);

/** Milliseconds that a node process takes from start to end. Throws where it fails. */
export function timeNode(args, more = {}) {
  return runNode(args, more).ms;
}

/** What a node process prints. Throws where it fails. */
export function outputOf(args, env = {}) {
  return runNode(args, { env }).stdout;
}

/** The most memory that a node process held, in bytes. `file` is written to. */
export function peakBytes(args, file) {
  const preload = join(here, "peak-memory.cjs");
  runNode(["-r", preload, ...args], { exitCodes: [0, 1], env: { PEAK_MEMORY_FILE: file } });
  return Number(readFileSync(file, "utf8"));
}

function runNode(args, { stdinFile, exitCodes = [0], env = {} } = {}) {
  const stdin = stdinFile === undefined ? "ignore" : openSync(stdinFile, "r");
  try {
    const start = process.hrtime.bigint();
    const run = spawnSync(process.execPath, args, {
      env: { ...ownEnv, ...env },
      stdio: [stdin, "pipe", "pipe"],
      maxBuffer: 256 * 1024 * 1024,
      encoding: "utf8",
    });
    const ms = Number(process.hrtime.bigint() - start) / 1e6;
    if (exitCodes.includes(run.status)) return { ms, stdout: run.stdout };
    throw new Error(`node ${args.join(" ")} answered ${run.status}:\n${run.stderr}`);
  } finally {
    if (typeof stdin === "number") closeSync(stdin);
  }
}

/** Milliseconds that loading the log of a home takes. */
export function ingest(home) {
  return timeNode([bin, "ingest", "--home", home]);
}

/** Medians of both, and their ratio, over `rounds` rounds after one that does not count. */
export function sideBySide(rounds, a, b) {
  const times = { a: [], b: [] };
  for (let round = 0; round <= rounds; round += 1) {
    const pair = { a: a(round), b: b(round) };
    if (round === 0 && rounds > 1) continue;
    times.a.push(pair.a);
    times.b.push(pair.b);
    if (rounds === 1) break;
  }
  const result = { a: median(times.a), b: median(times.b) };
  return { ...result, ratio: result.a / result.b };
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  if (sorted.length % 2 === 1) return sorted[middle];
  return (sorted[middle - 1] + sorted[middle]) / 2;
}
