import type { DuckDBConnection } from "@duckdb/node-api";
import {
  DIRECT_CHILDREN,
  DIRECT_ENTRIES,
  DIRECT_REQUESTS,
  EARLIER_REPEATS,
  LISTS,
  OWN_REPEATS,
  REQUEST_SPAN,
  REQUEST_STAGE,
} from "./direct-sql.ts";
import type { Slice } from "./slices.ts";

interface DirectLoad {
  readonly loadId: number;
  readonly defaultSource: "live" | "import";
}

/**
 * Loads a slice inside the caller's transaction, and returns how many entries of it could be. What
 * is fewer than its candidates, or `undefined` where some repeat others, has to be rolled back and
 * loaded by way of a stage: that takes half as long again, and knows every kind of line.
 */
export async function loadDirectly(
  connection: DuckDBConnection,
  slice: Slice,
  load: DirectLoad,
): Promise<number | undefined> {
  const fields = { path: slice.path, source: load.defaultSource };
  const entries = { ...fields, load_id: load.loadId };
  let loaded = (await connection.run(DIRECT_ENTRIES, entries)).rowsChanged;
  if (loaded < slice.candidates) {
    await connection.run(REQUEST_STAGE, fields);
    loaded += await insertRequests(connection, load.loadId);
  }
  if (loaded < slice.candidates || loaded === 0) return loaded;
  if (await hasRepeats(connection, load.loadId)) return undefined;
  if (slice.mayHoldLists) {
    await connection.run(LISTS, { path: slice.path });
    for (const child of DIRECT_CHILDREN) await connection.run(child, { load_id: load.loadId });
  }
  return loaded;
}

async function insertRequests(connection: DuckDBConnection, loadId: number): Promise<number> {
  const [from, to] = await firstRow(connection, REQUEST_SPAN);
  if (from === null || from === undefined) return 0;
  const parameters = { load_id: loadId, from: String(from), to: String(to) };
  return (await connection.run(DIRECT_REQUESTS, parameters)).rowsChanged;
}

async function hasRepeats(connection: DuckDBConnection, loadId: number): Promise<boolean> {
  const load = { load_id: loadId };
  const [repeats, from, to] = await firstRow(connection, OWN_REPEATS, load);
  if (Number(repeats) > 0) return true;
  const days = { ...load, from: String(from), to: String(to) };
  return Number((await firstRow(connection, EARLIER_REPEATS, days))[0]) > 0;
}

async function firstRow(
  connection: DuckDBConnection,
  sql: string,
  parameters: Record<string, string | number> = {},
): Promise<readonly unknown[]> {
  return (await connection.runAndReadAll(sql, parameters)).getRowsJson()[0] ?? [];
}
