// How long one report takes to be made, and to be rendered in every format, in a process that did
// neither before. Bundled by render-ratio.mjs, because it runs what lies in src/. Prints
// `{"report": ms, "formats": {"text": ms, …}}`. node render-times.cjs HOME AS_OF
import { homedir } from "node:os";
import "../../src/model/jitless.ts";
import { homePaths } from "../../src/files/home.ts";
import { readCommandConfig } from "../../src/files/read-config.ts";
import { makeReport } from "../../src/pipeline/report.ts";
import { FORMATS, loadFormat, renderCsvFiles, renderReport } from "../../src/render/render.ts";
import { usedTime } from "./used-time.mjs";

const [home, asOf] = process.argv.slice(2);
const silent = { write: () => {}, isTerminal: false, columns: 80 };
const io = {
  now: () => new Date(),
  env: {},
  stdout: silent,
  stderr: silent,
  cwd: process.cwd(),
  accountHome: homedir(),
  host: "bench",
  pid: process.pid,
  signal: new AbortController().signal,
};
const config = readCommandConfig(homePaths(home).config);
const words = { during: "last-week", asOf, tz: "UTC" };
const make = (page) => makeReport({ io, home, config }, { name: "digest", words, page });

// No top-level await: the bundle is CommonJS.
void measure().then((times) => console.log(JSON.stringify(times)));

async function measure() {
  const formats = {};
  let report;
  const ms = await usedTime(async () => {
    // As the command does: the formats' code is loaded while the engine answers.
    [report] = await Promise.all([make(false), ...Object.keys(FORMATS).map(loadFormat)]);
  });
  sweep();
  const others = Object.keys(FORMATS).filter((format) => format !== "html");
  for (const format of others) formats[format] = await usedTime(() => render(report, format));
  // The page alone shows more than the report, by two metrics whose time is not told here.
  report = await make(true);
  sweep();
  formats.html = await usedTime(() => render(report, "html"));
  return { report: ms, formats };
}

/** Of CSV every table, as a folder of files. */
function render(report, format) {
  const options = { columns: 80, colour: false, ascii: false, host: io.host };
  return format === "csv" ? renderCsvFiles(report, options) : renderReport(report, format, options);
}

/** Fills young memory until V8 has collected what the report left there: that is the report's cost. */
function sweep() {
  let filled = 0;
  for (let at = 0; at < 40_000; at += 1) filled += new Array(250).fill(at).length;
  return filled;
}
