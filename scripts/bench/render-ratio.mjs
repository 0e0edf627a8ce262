// What rendering costs beside what the report's figures cost: row 11. It reads the home that row 6
// loaded.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { lighterRe2 } from "../lighter-re2.mjs";
import { root } from "../set-up.mjs";
import { LOG_END } from "./generate-log.mjs";
import { here, median, outputOf } from "./measure.mjs";

const ROUNDS = 5;

export const RENDER_RATIO = {
  number: "11",
  readsLog: true,
  what: "rendering every format ÷ making the report",
  limit: 0.05,
  async measure(place) {
    const script = await bundled(place);
    const runs = Array.from({ length: ROUNDS }, () => timesOf(script, place.loadedHome));
    const a = median(runs.map(({ formats }) => sum(Object.values(formats))));
    const b = median(runs.map(({ report }) => report));
    const names = Object.keys(runs[0].formats);
    const each = names.map((name) => [name, median(runs.map(({ formats }) => formats[name]))]);
    const note = each.map(([name, ms]) => `${name} ${ms.toFixed(0)} ms`).join(", ");
    return { a, b, ratio: a / b, note };
  },
};

function timesOf(script, home) {
  const env = { NODE_PATH: join(root, "node_modules") };
  return JSON.parse(outputOf([script, home, LOG_END], env));
}

/** One file, built as the command line is, but for a place that is not `dist/`. */
async function bundled({ folder }) {
  const outfile = join(folder, "render-times.cjs");
  const place = JSON.stringify(pathToFileURL(join(root, "src/assets.ts")).href);
  await build({
    entryPoints: [join(here, "render-times.mjs")],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    minifySyntax: true,
    minifyWhitespace: true,
    logLevel: "warning",
    external: ["@duckdb/*"],
    define: { "import.meta.url": place },
    plugins: [lighterRe2],
  });
  return outfile;
}

function sum(values) {
  return values.reduce((all, one) => all + one, 0);
}
