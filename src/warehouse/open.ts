import { chmodSync, existsSync, readFileSync, rmSync, statSync } from "node:fs";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { ASSETS } from "../assets.ts";
import { isDamaged } from "./failures.ts";

/** Raised when the shape of the tables, or how a column is derived, changes: then it is rebuilt. */
const SCHEMA_VERSION = "9";

/** An open database; closing is the caller's duty. */
export interface Warehouse {
  readonly connection: DuckDBConnection;
  /** One more connection, to ask at the same time; it is closed with the database. */
  connect(): Promise<DuckDBConnection>;
  close(): void;
}

/** Another process has the warehouse open. It will be free soon. */
export class WarehouseBusy extends Error {
  override readonly name = "WarehouseBusy";
}

const OPTIONS = {
  threads: "2",
  memory_limit: "1GB",
  preserve_insertion_order: "false",
  // Read by this very version only (see `version`): its newest compression is faster and smaller.
  storage_compatibility_version: "latest",
  // Row groups are written as they fill, and are not merged at every checkpoint: closing would
  // write whole days again for each small load. `compact` merges them when they are many.
  write_buffer_row_group_count: "1",
  max_vacuum_tasks: "0",
  autoinstall_known_extensions: "false",
  autoload_known_extensions: "false",
};

/** A warehouse to load into. */
export interface Loading extends Warehouse {
  /** Whether one lay there that could not be opened: it is gone, and this is a new one. */
  readonly replaces: boolean;
}

/**
 * Opens the warehouse for loading, made anew where there is none or where it is of another
 * version or cannot be read: it is only an index of the log. Throws WarehouseBusy.
 */
export async function openForLoading(path: string): Promise<Loading> {
  const known = await openCurrent(path, {});
  if (typeof known === "object") return { ...known, replaces: false };
  removeWarehouse(path);
  const warehouse = await connect(path, {});
  try {
    // The engine leaves the file readable by others.
    chmodSync(path, 0o600);
    await createTables(warehouse.connection);
    return { ...warehouse, replaces: known === "unreadable" };
  } catch (error) {
    warehouse.close();
    throw error;
  }
}

/** Opens the warehouse for questions; undefined where there is none. Throws WarehouseBusy. */
export async function openForReading(path: string): Promise<Warehouse | undefined> {
  const known = await openCurrent(path, { access_mode: "READ_ONLY" });
  return typeof known === "object" ? known : undefined;
}

/** Why there is none: not there, of another version, or what lies there cannot be read. */
type NoWarehouse = "absent" | "outdated" | "unreadable";

async function openCurrent(
  path: string,
  options: Record<string, string>,
): Promise<Warehouse | NoWarehouse> {
  if (!existsSync(path)) return "absent";
  let warehouse: Warehouse | undefined;
  try {
    warehouse = await connect(path, options);
    if (await hasVersion(warehouse.connection)) return warehouse;
    warehouse.close();
    return "outdated";
  } catch (error) {
    warehouse?.close();
    if (error instanceof WarehouseBusy) throw error;
    return "unreadable";
  }
}

/** The size of the warehouse's file; undefined where there is none. */
export function warehouseBytes(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.size;
}

/** A warehouse in memory, for a reader that cannot have the one on disk; it spills to `cache`. */
export async function openInMemory(cache: string): Promise<Warehouse> {
  const warehouse = await connect(":memory:", { temp_directory: cache });
  await createTables(warehouse.connection);
  return warehouse;
}

/** Runs a script of ours, statement by statement. */
export function scriptText(name: "schema.sql" | "views.sql"): string {
  return readFileSync(new URL(name, ASSETS.warehouse), "utf8");
}

async function connect(path: string, options: Record<string, string>): Promise<Warehouse> {
  let instance: DuckDBInstance;
  try {
    instance = await DuckDBInstance.create(path, { ...OPTIONS, ...options });
  } catch (error) {
    if (error instanceof Error && /Could not set lock|Conflicting lock/.test(error.message)) {
      throw new WarehouseBusy(`${path} is in use by another process.`, { cause: error });
    }
    throw error;
  }
  const connections: DuckDBConnection[] = [];
  const connectOnce = async (): Promise<DuckDBConnection> => {
    const connection = await instance.connect();
    connections.push(connection);
    await connection.run("set TimeZone = 'UTC'");
    return connection;
  };
  return {
    connection: await connectOnce(),
    connect: connectOnce,
    close: () => {
      for (const connection of connections) connection.closeSync();
      instance.closeSync();
    },
  };
}

async function createTables(connection: DuckDBConnection): Promise<void> {
  await connection.run("begin");
  await connection.run(scriptText("schema.sql"));
  await connection.run(scriptText("views.sql"));
  await connection.run("insert into warehouse_version values ($version)", {
    version: await version(connection),
  });
  await connection.run("commit");
}

async function hasVersion(connection: DuckDBConnection): Promise<boolean> {
  try {
    const rows = await connection.runAndReadAll("select version from warehouse_version");
    return rows.getRowsJson()[0]?.[0] === (await version(connection));
  } catch (error) {
    if (isDamaged(error)) throw error;
    // Not one of ours, or older than the version table.
    return false;
  }
}

/** Ours and the engine's: call keys rest on its hash function, which may change. */
async function version(connection: DuckDBConnection): Promise<string> {
  const rows = await connection.runAndReadAll("select version()");
  return `${SCHEMA_VERSION} ${String(rows.getRowsJson()[0]?.[0])}`;
}

/** Removes a warehouse and what the database keeps beside it. */
export function removeWarehouse(path: string): void {
  rmSync(path, { force: true });
  rmSync(`${path}.wal`, { force: true });
}
