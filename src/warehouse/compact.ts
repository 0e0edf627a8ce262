import type { DuckDBConnection } from "@duckdb/node-api";

/** Every table that a load adds rows to. */
const LOADED_TABLES = [
  "entries",
  "entry_near_misses",
  "entry_programs",
  "entry_hosts",
  "entry_risks",
  "entry_rules_used",
  "entry_batch",
  "bad_lines",
] as const;

/** Small tables that each load adds a row to, or replaces one in. */
const KEPT_TABLES = ["loads", "cursors"] as const;

/** Each load begins a row group of its own, which costs 250 kB however few rows are in it. */
const LOADS_AT_MOST = 16;
/** What fits one row group. */
const ROWS_AT_ONCE = 122_880;

/**
 * Writes the rows of the latest loads into one row group where they are many small ones: without
 * that the file would grow, and closing slow down, with the number of loads. Their rows then
 * belong to the last of these loads; `loads` keeps a row for each. Loads that fill a row group together are left as they are.
 */
export async function compactIfDue(connection: DuckDBConnection): Promise<boolean> {
  if (!(await isLikelyDue(connection))) return false;
  const found = await connection.runAndReadAll(LATEST_LOADS, {
    rows: ROWS_AT_ONCE,
    // More than can be there: of a long history little is read.
    loads: 4 * LOADS_AT_MOST,
  });
  const [loads, first, last] = (found.getRowsJson()[0] ?? []).map(Number);
  if (loads === undefined || first === undefined || last === undefined) return false;
  if (loads <= LOADS_AT_MOST) return false;
  await connection.run("begin");
  try {
    for (const table of LOADED_TABLES) await rewrite(connection, table, { first, last });
    for (const table of KEPT_TABLES) await rewriteWhole(connection, table);
    await connection.run("commit");
  } catch (error) {
    await connection.run("rollback");
    throw error;
  }
  return true;
}

/** By the small table of loads, which also holds those that were written together since. */
async function isLikelyDue(connection: DuckDBConnection): Promise<boolean> {
  const found = await connection.runAndReadAll(
    "select count(*) from loads where load_id > (select max(load_id) from loads) - $loads",
    { loads: 4 * LOADS_AT_MOST },
  );
  return Number(found.getRowsJson()[0]?.[0] ?? 0) > LOADS_AT_MOST;
}

const LATEST_LOADS = `
with latest as (
  select load_id, sum(count(*)) over (order by load_id desc) as rows_since
  from entries
  where load_id > (select max(load_id) from entries) - $loads
  group by load_id
)
select cast(count(*) as integer), min(load_id), max(load_id)
from latest
where rows_since <= $rows`;

async function rewrite(
  connection: DuckDBConnection,
  table: (typeof LOADED_TABLES)[number],
  loads: { first: number; last: number },
): Promise<void> {
  await connection.run(
    `create or replace temp table compacted as
     select * replace (cast($last as integer) as load_id) from ${table} where load_id >= $first`,
    loads,
  );
  await connection.run(`delete from ${table} where load_id >= $first`, { first: loads.first });
  await connection.run(`insert into ${table} select * from compacted`);
  await connection.run("drop table compacted");
}

async function rewriteWhole(
  connection: DuckDBConnection,
  table: (typeof KEPT_TABLES)[number],
): Promise<void> {
  await connection.run(`create or replace temp table compacted as select * from ${table}`);
  await connection.run(`delete from ${table}`);
  await connection.run(`insert into ${table} select * from compacted`);
  await connection.run("drop table compacted");
}
