// A hundred simulated years of the passthrough alert at each load, judged as `alerts check` does:
// how often it fires though nothing changed, and how soon it finds a jump. Prints the table of
// src/README.md.
import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { root } from "../set-up.mjs";

const YEARS = 100;
const JUMPS = 200;

/** True ratio, sessions a day, calls in each, correlation of these, and the most that may fire. */
const LOADS = [
  [0.27, 1, 15, 0.1, 2.15],
  [0.27, 3, 40, 0.1, 0.85],
  [0.27, 6, 80, 0.1, 0.25],
  [0.27, 3, 40, 0, 0.05],
  [0.15, 3, 40, 0.1, 0.05],
  [0.15, 1, 15, 0.1, 0.15],
  [0.05, 1, 15, 0.1, 0.15],
];
/** From, to, and the most days at the median and at the ninth decile. */
const JUMPS_TO = [
  [0.2, 0.45, 6, 7],
  [0.2, 0.75, 3, 4],
];

export async function simulatedYearsAreQuiet(folder) {
  const outfile = join(folder, "simulated-years.mjs");
  await build({
    entryPoints: [join(root, "test/support/simulated-years.ts")],
    ...{ outfile, bundle: true, platform: "node", format: "esm", logLevel: "error" },
  });
  const { falseFiresAYear, daysToFire } = await import(pathToFileURL(outfile).href);
  const told = [];
  for (const [ratio, sessionsADay, calls, correlation, most] of LOADS) {
    const load = { sessionsADay, calls, correlation, ratio: () => ratio };
    const fires = falseFiresAYear(load, YEARS);
    const alone = falseFiresAYear(load, YEARS, { rise: 1, fast_fire_above: 1 });
    const name = `${ratio * 100} %, ${sessionsADay} × ${calls}, correlation ${correlation}`;
    told.push(`| ${name} | ${fires.toFixed(2)} | ${alone.toFixed(2)} |`);
    console.log(told.at(-1));
    assert.ok(fires <= most, `${name}: ${fires} false fires a year, at most ${most}`);
  }
  for (const [from, to, median, decile] of JUMPS_TO) {
    const days = daysToFire({ sessionsADay: 3, calls: 40, from, to }, JUMPS);
    const at = (share) => days[Math.floor(share * JUMPS)];
    told.push(`${from * 100} to ${to * 100} %: ${at(0.5)} days at the median, ${at(0.9)} at 90 %`);
    console.log(told.at(-1));
    assert.ok(at(0.5) <= median && at(0.9) <= decile, told.at(-1));
  }
  return `${LOADS.length * YEARS} years, none louder than the table allows`;
}
