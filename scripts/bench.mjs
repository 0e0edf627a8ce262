// `npm run bench [-- --lines N] [--only 1,3,10]`: the ratios that we owe, as measured in this run.
// It reports; a ratio over its limit is shown as such and changes no exit code.
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { setUp } from "./set-up.mjs";

const USAGE = `Use: npm run bench -- [--lines N] [--only ROWS]
  --lines N     lines of the log, at least 1000 (default 1,000,000)
  --only ROWS   numbers of rows, e.g. 1,2,10; without 5 to 9, 11, 12 and M no log is made`;

const { RATIOS } = await import("./bench/ratios.mjs");
const wanted = wishes(process.argv.slice(2));
await setUp();
const { generateLog } = await import("./bench/generate-log.mjs");

const folder = mkdtempSync(join(tmpdir(), "claude-permit-bench-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(130));

const place = {
  folder,
  log: join(folder, "log.jsonl"),
  logWithBadLines: join(folder, "log-with-bad-lines.jsonl"),
};
console.log(
  `Node ${process.versions.node}, ${cpus().length} cores. ` +
    "Each ratio is of medians, taken side by side in this run.",
);
if (wanted.rows.some((row) => row.readsLog)) makeLogs(wanted.lines);
console.log(`\n${line("#", "what", "measured", "at most", "", "")}`);
for (const row of wanted.rows) {
  if (row.exists?.() === false) console.log(`${row.number.padEnd(4)} ${row.what}: no such command`);
  else await report(row);
}

function makeLogs(lines) {
  place.lines = lines;
  generateLog(place.log, { lines });
  generateLog(place.logWithBadLines, { lines, badEvery: 10_000 });
  const bytes = statSync(place.log).size;
  console.log(
    `A log of ${lines.toLocaleString("en-US")} lines, ${(bytes / 1e6).toFixed(0)} MB, ` +
      `${Math.round(bytes / lines)} bytes a line.`,
  );
  if (lines < 1_000_000) {
    console.log("The limits are for 1,000,000 lines: on a smaller log 5, 6 and 8 look worse.");
  }
}

async function report({ number, what, limit, unit = "ms", measure }) {
  const { a, b, ratio, note } = await measure(place);
  const verdict = ratio <= limit ? "within" : "OVER";
  console.log(
    line(
      number,
      what,
      ratio.toFixed(2),
      limit.toFixed(2),
      verdict,
      `${short(a)} ÷ ${short(b)} ${unit}`,
    ),
  );
  if (note !== undefined) console.log(`     ${note}`);
}

function line(number, what, measured, limit, verdict, times) {
  return [
    number.padEnd(4),
    what.padEnd(60),
    measured.padStart(8),
    limit.padStart(8),
    `  ${verdict.padEnd(7)}`,
    times,
  ].join(" ");
}

function short(value) {
  return value < 100 ? value.toFixed(1) : Math.round(value).toLocaleString("en-US");
}

/** Which rows, and of how many lines; ends the process where the words mean nothing. */
function wishes(args) {
  const found = { lines: 1_000_000, rows: RATIOS };
  for (let at = 0; at < args.length; at += 2) {
    const value = args[at + 1] ?? "";
    if (args[at] === "--lines") found.lines = Number(value.replaceAll(",", ""));
    else if (args[at] === "--only") found.rows = rowsOf(value.split(","));
    else refuse(`${args[at]} is no flag.`);
  }
  if (Number.isInteger(found.lines) && found.lines >= 1000) return found;
  return refuse("--lines takes a whole number of at least 1000.");
}

/** `10` stands for 10a, 10b and 10c. Several rows read what row 6 has loaded. */
function rowsOf(numbers) {
  const isOf = (row, number) => row.number === number || row.number.replace(/\D+$/, "") === number;
  const unknown = numbers.find((number) => !RATIOS.some((row) => isOf(row, number)));
  if (unknown !== undefined) {
    const known = RATIOS.map((row) => row.number).join(", ");
    refuse(`there is no row "${unknown}". The rows: ${known}.`);
  }
  const readers = ["5", "7", "9", "11", "12", "M"];
  const more = numbers.some((number) => readers.includes(number)) ? [...numbers, "6"] : numbers;
  return RATIOS.filter((row) => more.some((number) => isOf(row, number)));
}

function refuse(problem) {
  console.error(`bench: ${problem}\n${USAGE}`);
  process.exit(3);
}
