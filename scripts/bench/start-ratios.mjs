// What a start of the command line costs: row 10.
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generateLog } from "./generate-log.mjs";
import { bin, empty, ingest, sideBySide, timeNode } from "./measure.mjs";
import { policyOf } from "./policies.mjs";

const ROUNDS = 61;
const LINES = 10_000;

export const START_RATIOS = [
  {
    number: "10a",
    what: "--help ÷ empty script",
    limit: 1.8,
    measure: () => againstEmpty(() => timeNode([bin, "--help"])),
  },
  {
    number: "10b",
    what: "status ÷ empty script",
    limit: 1.8,
    measure(place) {
      const where = whereInstalled(place);
      return againstEmpty(() => timeNode([bin, "status", ...where]));
    },
  },
  {
    number: "10c",
    what: "config validate ÷ empty script",
    limit: 3.5,
    // Where the command table has no such command the row is left out.
    exists: () => !answerTo("config", "validate", "--tz").includes("unknown command"),
    measure(place) {
      const [home, folder] = whereInstalled(place);
      // Exit 1 is a policy with something to say about.
      const words = ["config", "validate", home, folder];
      return againstEmpty(() => timeNode([bin, ...words], { exitCodes: [0, 1] }));
    },
  },
];

function answerTo(...words) {
  return spawnSync(process.execPath, [bin, ...words], { encoding: "utf8" }).stderr;
}

function againstEmpty(run) {
  return sideBySide(ROUNDS, run, () => timeNode([empty]));
}

/** The flags that name a home in use: rules, a log that is loaded, and a registered hook. */
function whereInstalled(place) {
  const home = join(place.folder, "used-home");
  const where = ["--home", home, "--settings", join(place.folder, "settings.json")];
  if (place.isInstalled) return where;
  mkdirSync(home, { mode: 0o700 });
  writeFileSync(join(home, "config.toml"), policyOf(60), { mode: 0o600 });
  generateLog(join(home, "audit.jsonl"), { lines: LINES });
  ingest(home);
  timeNode([bin, "install", ...where]);
  place.isInstalled = true;
  return where;
}
