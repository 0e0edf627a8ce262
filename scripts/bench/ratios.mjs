// The ratios of bench, each a question with its limit and the way it is measured. `place` holds the
// folder of this run and what the steps before left there; rows with `readsLog` want its two logs.
import { linkSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { WORST_LINE } from "./decide-worst.mjs";
import { LOG_END } from "./generate-log.mjs";
import { HOOK_RATIOS } from "./hook-ratios.mjs";
import { bin, here, ingest, median, sideBySide, timeNode } from "./measure.mjs";
import { RENDER_RATIO } from "./render-ratio.mjs";
import { catchUp, SCALE_RATIOS } from "./scale-ratios.mjs";
import { START_RATIOS } from "./start-ratios.mjs";

const LOAD_ROUNDS = 5;

export const RATIOS = [
  ...HOOK_RATIOS,
  {
    number: "6",
    readsLog: true,
    what: "catching up 10,000 lines ÷ loading all",
    limit: 0.08,
    measure(place) {
      const catchUps = [];
      const loads = [];
      for (let round = 0; round < LOAD_ROUNDS; round += 1) {
        const home = emptyHome(place, `load-${round}`);
        // A copy by link: the log itself is only read, what is appended goes to a second one.
        linkSync(place.log, join(home, "audit-2026-10.jsonl"));
        loads.push(ingest(home));
        catchUps.push(catchUp(place, home, 100 + round));
        if (place.loadedHome !== undefined) rmSync(place.loadedHome, { recursive: true });
        place.loadedHome = home;
      }
      place.loadMs = median(loads);
      const result = { a: median(catchUps), b: median(loads) };
      return { ...result, ratio: result.a / result.b };
    },
  },
  {
    number: "5",
    readsLog: true,
    what: "full report on the loaded log ÷ Node readline, one question",
    limit: 0.35,
    measure(place) {
      const week = ["--during", "last-week", "--as-of", LOG_END, "--tz", "UTC"];
      const report = [bin, "report", "digest", ...week, "--home", place.loadedHome];
      const readline = [join(here, "readline.mjs"), place.log];
      // Exit 1 is a digest with findings.
      const exitCodes = [0, 1];
      return sideBySide(
        5,
        () => timeNode(report, { exitCodes }),
        () => timeNode(readline),
      );
    },
  },
  {
    number: "8",
    readsLog: true,
    what: "first load with quarantine ÷ bare unordered read_json",
    limit: 1.5,
    measure(place) {
      return sideBySide(
        LOAD_ROUNDS,
        (round) => {
          const home = emptyHome(place, `quarantine-${round}`);
          linkSync(place.logWithBadLines, join(home, "audit.jsonl"));
          const ms = ingest(home);
          rmSync(home, { recursive: true });
          return ms;
        },
        (round) => {
          const database = join(place.folder, `bare-${round}.duckdb`);
          const ms = timeNode([join(here, "bare-insert.mjs"), place.log, database]);
          rmSync(database);
          return ms;
        },
      );
    },
  },
  ...SCALE_RATIOS,
  ...START_RATIOS,
  RENDER_RATIO,
  WORST_LINE,
];

function emptyHome(place, name) {
  const home = join(place.folder, name);
  mkdirSync(home, { mode: 0o700 });
  return home;
}
