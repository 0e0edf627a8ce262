// The ratios of bench, each a question with its limit and the way it is measured. `place` holds the
// folder of this run and what the steps before left there.
import { appendFileSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { root } from "../set-up.mjs";
import { generateLog, LOG_END } from "./generate-log.mjs";
import { median, sideBySide, timeNode } from "./measure.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const bin = join(root, "dist/bin.cjs");
const empty = join(here, "empty.cjs");
const CATCH_UP_LINES = 10_000;
const LOAD_ROUNDS = 3;
const START_ROUNDS = 31;

export const RATIOS = [
  {
    number: "1",
    what: "warm hook, 60 rules, a Read call ÷ empty script",
    limit: 1.15,
    measure(place) {
      const home = join(place.folder, "hook-home");
      mkdirSync(home, { mode: 0o700 });
      writeFileSync(join(home, "config.toml"), sixtyRules(), { mode: 0o600 });
      const stdinFile = join(place.folder, "read.json");
      writeFileSync(stdinFile, JSON.stringify(readCall()));
      const hook = () => timeNode([bin, "hook", "--home", home], { stdinFile });
      // The first run writes the policy's snapshot.
      hook();
      return sideBySide(START_ROUNDS, hook, () => timeNode([empty], { stdinFile }));
    },
  },
  {
    number: "6",
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
        const more = join(place.folder, `more-${round}.jsonl`);
        generateLog(more, { lines: CATCH_UP_LINES, seed: 100 + round });
        appendFileSync(join(home, "audit.jsonl"), readFileSync(more), { mode: 0o600 });
        catchUps.push(ingest(home));
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
  {
    number: "10a",
    what: "--help ÷ empty script",
    limit: 1.8,
    measure: () =>
      sideBySide(
        START_ROUNDS,
        () => timeNode([bin, "--help"]),
        () => timeNode([empty]),
      ),
  },
  {
    number: "10b",
    what: "status ÷ empty script",
    limit: 1.8,
    measure(place) {
      const settings = join(place.folder, "settings.json");
      const where = ["--home", place.loadedHome, "--settings", settings];
      timeNode([bin, "install", ...where]);
      const status = () => timeNode([bin, "status", ...where]);
      return sideBySide(START_ROUNDS, status, () => timeNode([empty]));
    },
  },
];

function emptyHome(place, name) {
  const home = join(place.folder, name);
  mkdirSync(home, { mode: 0o700 });
  return home;
}

function ingest(home) {
  return timeNode([bin, "ingest", "--home", home]);
}

function readCall() {
  return {
    session_id: "5b0f7c1e-9a53-4a0e-8a70-2f6d1f0c77aa",
    transcript_path: "/home/ana/.claude/projects/-home-ana-shop/5b0f7c1e.jsonl",
    cwd: "/home/ana/shop",
    permission_mode: "default",
    hook_event_name: "PreToolUse",
    tool_name: "Read",
    tool_input: { file_path: "/home/ana/shop/src/orders/list-orders.ts" },
    tool_use_id: "toolu_01Hq3rV9bK2mZc7TnX4wYd8E",
  };
}

/** 20 deny, 8 ask and 32 allow rules, most of them about commands, as starter policies are. */
function sixtyRules() {
  const rule = (kind, at, tool, field) =>
    `[[${kind}]]\nname = "${kind}-${at}"\ntool = "^${tool}$"\n[${kind}.fields]\n${field}\n`;
  const of = (kind, count) =>
    Array.from({ length: count }, (_, at) =>
      at % 4 === 3
        ? rule(kind, at, "(Read|Edit|Write)", `file_path = '/(secrets|private)-${at}/'`)
        : rule(kind, at, "Bash", `command = '^tool-${at} (list|show|log)\\b'`),
    );
  return [...of("deny", 20), ...of("ask", 8), ...of("allow", 32)].join("\n");
}
