// A home that lives: lines come, logs are set aside, and loads are killed at any moment. After each
// kill a clean run must leave what the files hold, counted line by line.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { appendFileSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { root } from "../set-up.mjs";

const KILLS = 200;
/** What is killed, in turns: a load of what is new, of everything anew, and one that sets aside. */
const TURNS = [["ingest"], ["ingest"], ["ingest", "--rebuild"], ["ingest", "--rotate"]];
const MOST_LINES = 30_000;

/** Returns what was seen, in words. Throws where the warehouse and the files differ. */
export async function killsAreMadeGood(folder) {
  let home = newHome(folder, 0);
  let lines = append(home, 5000);
  const durations = new Map();
  let kills = 0;
  let homes = 1;
  let tries = 0;
  for (; kills < KILLS; tries += 1) {
    // Checking counts every line: a log that grew for long begins again.
    if (lines > MOST_LINES) {
      home = newHome(folder, homes);
      homes += 1;
      lines = append(home, 5000);
    }
    lines += append(home, Math.floor(Math.random() * 2000));
    const turn = TURNS[tries % TURNS.length];
    const usual = durations.get(turn.join(" ")) ?? 1000;
    const { killed, ms } = await run(home, turn, Math.random() * usual);
    if (killed) kills += 1;
    // It had finished by then, or the machine is slower now: the next moment is drawn anew.
    durations.set(turn.join(" "), killed ? usual * 1.02 : Math.max(100, ms));
    await run(home, ["ingest"]);
    const found = await countWarehouse(home);
    assert.deepEqual(found, countFiles(home), `kill ${kills} of ${turn.join(" ")}`);
    const left = readdirSync(join(home, "cache"));
    assert.deepEqual(left, [], `kill ${kills}: nothing is left in cache/`);
  }
  return `${kills} kills in ${tries} runs over ${homes} homes`;
}

function newHome(folder, number) {
  const home = join(folder, `home-${number}`);
  mkdirSync(home, { mode: 0o700 });
  return home;
}

/** Appends so many lines: entries with and without an id, repeats of a call, and broken ones. */
function append(home, count) {
  const lines = Array.from({ length: count }, () => {
    const kind = Math.random();
    if (kind < 0.01) return "torn by a crash";
    if (kind < 0.02) return '{"event": "Stop"}';
    const call = {
      timestamp: new Date(Date.UTC(2026, 9, 1) + Math.random() * 5e9).toISOString(),
      event: "PreToolUse",
      session_id: `s${Math.floor(Math.random() * 50)}`,
      cwd: "/home/ana/shop",
      tool_name: "Bash",
      tier: "allow",
      decision: "allow",
    };
    if (kind < 0.1) return JSON.stringify(call);
    const id = Math.floor(Math.random() * 1e6);
    return JSON.stringify({
      ...call,
      v: 1,
      id: `01SOAK${unique()}`,
      tool_use_id: `toolu_${id}`,
      fingerprint: "Bash: ls",
      programs: ["ls", "cat"],
      source: "live",
    });
  });
  appendFileSync(join(home, "audit.jsonl"), lines.map((line) => `${line}\n`).join(""), {
    mode: 0o600,
  });
  return count;
}

let serial = 0;
function unique() {
  serial += 1;
  return String(serial).padStart(20, "0");
}

function run(home, words, killAfterMs) {
  const started = performance.now();
  const child = spawn(process.execPath, [join(root, "dist/bin.cjs"), ...words, "--home", home], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const timer =
    killAfterMs === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), killAfterMs);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      clearTimeout(timer);
      if (signal === null && code !== 0) {
        reject(new Error(`${words.join(" ")} answered ${code}`));
        return;
      }
      resolve({ killed: signal === "SIGKILL", ms: performance.now() - started });
    });
  });
}

async function countWarehouse(home) {
  const path = join(home, "warehouse.duckdb");
  const database = await DuckDBInstance.create(path, { access_mode: "READ_ONLY" });
  const connection = await database.connect();
  const rows = await connection.runAndReadAll(
    `select
       (select cast(count(*) as int) from entries) as entries,
       (select cast(count(distinct id) as int) from entries) as ids,
       (select cast(count(*) as int) from calls) as calls,
       (select cast(count(*) as int) from bad_lines) as bad,
       (select cast(count(*) as int) from entry_programs) as programs,
       (select cast(sum(lines) as int) from cursors) as lines`,
  );
  connection.closeSync();
  database.closeSync();
  return rows.getRowObjectsJson()[0];
}

function countFiles(home) {
  const counts = { entries: 0, ids: 0, calls: 0, bad: 0, programs: 0, lines: 0 };
  const calls = new Set();
  const names = readdirSync(home).filter((name) => name.startsWith("audit"));
  for (const name of names) {
    const lines = readFileSync(join(home, name), "utf8").split("\n").slice(0, -1);
    for (const line of lines) {
      counts.lines += 1;
      const entry = line.startsWith("{") ? JSON.parse(line) : {};
      if (entry.timestamp === undefined) {
        counts.bad += 1;
        continue;
      }
      counts.entries += 1;
      counts.programs += entry.programs?.length ?? 0;
      calls.add(
        entry.tool_use_id === undefined
          ? `line ${counts.lines}`
          : `${entry.session_id} ${entry.tool_use_id}`,
      );
    }
  }
  return { ...counts, ids: counts.entries, calls: calls.size };
}
