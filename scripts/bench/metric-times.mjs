// How long each metric takes on a loaded warehouse: processor time over all threads, so that it
// holds on a busy machine too, best of several. Prints `{name: ms}`. node metric-times.mjs DATABASE
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance, LIST, listValue, VARCHAR } from "@duckdb/node-api";
import { root } from "../set-up.mjs";
import { LOG_END } from "./generate-log.mjs";
import { usedTime } from "./used-time.mjs";

const ROUNDS = 12;
const WEEK_MS = 7 * 86_400_000;
const THREADS = 2;

const end = Date.parse(LOG_END);
const at = (weeks) => new Date(end - weeks * WEEK_MS).toISOString();
// Two windows that hold all of the log: more than any report of ours asks for.
const VALUES = {
  starts: [at(10), at(1)],
  ends: [at(1), LOG_END],
  as_of: LOG_END,
  tz: "Europe/Amsterdam",
  project: null,
  tool: null,
  exclude_tools: [],
  session: null,
  look_back: "30 days",
};

const instance = await DuckDBInstance.create(process.argv[2], {
  access_mode: "READ_ONLY",
  threads: String(THREADS),
  memory_limit: "1GB",
});
const connection = await instance.connect();
await connection.run("set TimeZone = 'UTC'");
const folder = join(root, "src/metrics");
const times = {};
for (const file of readdirSync(folder).filter((name) => name.endsWith(".sql"))) {
  const sql = readFileSync(join(folder, file), "utf8");
  times[file.slice(0, -".sql".length)] = await best(sql);
}
connection.closeSync();
instance.closeSync();
console.log(JSON.stringify(times));

async function best(sql) {
  const named = Object.entries(VALUES).filter(([name]) => new RegExp(`\\$${name}\\b`).test(sql));
  const isList = (value) => Array.isArray(value);
  const values = named.map(([name, value]) => [name, isList(value) ? listValue(value) : value]);
  const types = named.map(([name, value]) => [name, isList(value) ? LIST(VARCHAR) : VARCHAR]);
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round <= ROUNDS; round += 1) {
    const ms = await usedTime(() =>
      connection.runAndReadAll(sql, Object.fromEntries(values), Object.fromEntries(types)),
    );
    least = Math.min(least, ms);
  }
  return Math.round(least * 10) / 10;
}
