// What rendering costs beside what the report's figures cost: row 11. It reads the home that row 6
// loaded.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { builtTemplates } from "../built-templates.mjs";
import { lighterRe2 } from "../lighter-re2.mjs";
import { root } from "../set-up.mjs";
import { LOG_END } from "./generate-log.mjs";
import { here, median, outputOf } from "./measure.mjs";

const ROUNDS = 9;
const ENV = { NODE_PATH: join(root, "node_modules") };
const SHARED = {
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  minifySyntax: true,
  logLevel: "warning",
};

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
  return JSON.parse(outputOf([script, home, LOG_END], ENV));
}

/** Built and started as the command line is, with kept code, but for a place that is not `dist/`. */
async function bundled({ folder, loadedHome }) {
  const place = JSON.stringify(pathToFileURL(join(root, "src/assets.ts")).href);
  await build({
    ...SHARED,
    entryPoints: [join(here, "render-times.mjs")],
    outfile: join(folder, "render-times.cjs"),
    minifyWhitespace: true,
    external: ["@duckdb/*"],
    define: { "import.meta.url": place },
    plugins: [lighterRe2, builtTemplates],
  });
  const start = join(folder, "start.cjs");
  await build({ ...SHARED, entryPoints: [join(here, "start-render-times.mjs")], outfile: start });
  const keepCode = join(root, "scripts/code-cache.cjs");
  outputOf([keepCode, folder, "render-times.cjs", loadedHome, LOG_END], ENV);
  return start;
}

function sum(values) {
  return values.reduce((all, one) => all + one, 0);
}
