import { renameSync, rmSync } from "node:fs";
import { UserError } from "../model/errors.ts";
import { type IngestOptions, type IngestResult, ingest, LogsChanged } from "./ingest.ts";
import { openForLoading, removeWarehouse } from "./open.ts";
import { scratchPath } from "./scratch.ts";

/** A log that is replaced again and again while it is read is being worked on. */
const TRIES = 3;

/**
 * Builds the warehouse anew from every log, beside the old one, and puts it in its place when it
 * is complete: until then, and where this fails or is killed, the old one answers as before.
 */
export async function rebuild(path: string, options: IngestOptions): Promise<IngestResult> {
  const { cache, owner } = options;
  const building = scratchPath(cache, { word: "building", ending: "duckdb", owner });
  try {
    const result = await buildAt(building, options);
    // The old one's, which must not be replayed into the new one.
    rmSync(`${path}.wal`, { force: true });
    renameSync(building, path);
    return result;
  } finally {
    removeWarehouse(building);
  }
}

async function buildAt(building: string, options: IngestOptions): Promise<IngestResult> {
  for (let tries = 1; ; tries += 1) {
    removeWarehouse(building);
    const warehouse = await openForLoading(building);
    try {
      return await ingest(warehouse, options);
    } catch (error) {
      if (!(error instanceof LogsChanged)) throw error;
      if (tries === TRIES) {
        throw new UserError(
          `${error.message} while the log was read. Try again when it is at rest.`,
          { cause: error },
        );
      }
    } finally {
      warehouse.close();
    }
  }
}
