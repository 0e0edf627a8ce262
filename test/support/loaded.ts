import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ingest } from "../../src/warehouse/ingest.ts";
import { openInMemory, type Warehouse } from "../../src/warehouse/open.ts";
import { createReader, type Reader } from "../../src/warehouse/reader.ts";
import { witness } from "../../src/warehouse/witness.ts";
import { fakeIo } from "./io.ts";

/** Log files as they would lie in a home. */
export type LogFiles = readonly { readonly file: string; readonly text: string }[];

/**
 * Loads one small log after the other into one warehouse in memory, through the code that loads
 * any log, and emptied in between: making a warehouse costs more than such a log.
 */
export interface Loader {
  load<T>(
    files: LogFiles,
    loadedAt: string,
    use: (reader: Reader, home: string) => Promise<T>,
  ): Promise<T>;
  readonly warehouse: Warehouse;
  close(): void;
}

export async function createLoader(): Promise<Loader> {
  const folder = mkdtempSync(join(tmpdir(), "claude-permit-loader-"));
  const warehouse = await openInMemory(join(folder, "cache"));
  // Threads that wait for each other cost more than such a log.
  await warehouse.connection.run("set threads = 1");
  let serial = 0;
  return {
    warehouse,
    load: async (files, loadedAt, use) => {
      serial += 1;
      await empty(warehouse);
      const home = mkdtempSync(join(folder, `home-${serial}-`));
      for (const { file, text } of files) writeFileSync(join(home, file), text, { mode: 0o600 });
      await loadHome(warehouse, home, loadedAt);
      return await use(createReader(warehouse, { home, fallback: false }), home);
    },
    close: () => {
      warehouse.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function loadHome(warehouse: Warehouse, home: string, loadedAt: string): Promise<void> {
  const io = fakeIo(home, { pid: process.pid });
  const loaded = await ingest(warehouse, {
    home,
    cache: join(home, "cache"),
    owner: io,
    accountHome: "/home/ana",
    now: loadedAt,
    firstRead: () => undefined,
    signal: io.signal,
  });
  await witness(home, loaded.logs, loadedAt);
}

async function empty({ connection }: Warehouse): Promise<void> {
  const found = await connection.runAndReadAll(
    "select table_name from duckdb_tables() where not temporary and table_name <> 'warehouse_version'",
  );
  for (const [table] of found.getRowsJson()) await connection.run(`delete from "${String(table)}"`);
}
