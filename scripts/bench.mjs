// `npm run bench [-- --lines N]`: the ratios that we owe, as measured in this run. It reports; a
// ratio over its limit is shown as such and changes no exit code.
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { setUp } from "./set-up.mjs";

const lines = linesWanted(process.argv.slice(2));
await setUp();
const { generateLog } = await import("./bench/generate-log.mjs");
const { RATIOS } = await import("./bench/ratios.mjs");

const folder = mkdtempSync(join(tmpdir(), "claude-permit-bench-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(130));

const place = {
  folder,
  log: join(folder, "log.jsonl"),
  logWithBadLines: join(folder, "log-with-bad-lines.jsonl"),
};
generateLog(place.log, { lines });
generateLog(place.logWithBadLines, { lines, badEvery: 10_000 });
const bytes = statSync(place.log).size;
console.log(
  `Node ${process.versions.node}, ${cpus().length} cores; a log of ${lines.toLocaleString("en-US")} lines, ` +
    `${(bytes / 1e6).toFixed(0)} MB, ${Math.round(bytes / lines)} bytes a line.\n` +
    "Each ratio is of medians, taken side by side in this run.\n",
);
if (lines < 1_000_000) {
  console.log("The limits are for 1,000,000 lines: on a smaller log 5, 6 and 8 look worse.\n");
}
console.log(row("#", "what", "measured", "at most", "", "milliseconds"));
for (const { number, what, limit, measure } of RATIOS) {
  const { a, b, ratio } = measure(place);
  const verdict = ratio <= limit ? "within" : "OVER";
  console.log(
    row(number, what, ratio.toFixed(2), limit.toFixed(2), verdict, `${ms(a)} ÷ ${ms(b)}`),
  );
}

function row(number, what, measured, limit, verdict, times) {
  return [
    number.padEnd(4),
    what.padEnd(60),
    measured.padStart(8),
    limit.padStart(8),
    `  ${verdict.padEnd(7)}`,
    times,
  ].join(" ");
}

function ms(value) {
  return value < 100 ? value.toFixed(1) : Math.round(value).toLocaleString("en-US");
}

function linesWanted(args) {
  const at = args.indexOf("--lines");
  if (at < 0) return 1_000_000;
  const wanted = Number(args[at + 1]?.replaceAll(",", ""));
  if (Number.isInteger(wanted) && wanted >= 1000) return wanted;
  console.error("bench: --lines takes a whole number of at least 1000, e.g. --lines 100000.");
  process.exit(3);
}
