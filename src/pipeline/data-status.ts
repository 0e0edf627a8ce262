import { homeExists, homePaths } from "../files/home.ts";
import { isDamaged } from "../warehouse/failures.ts";
import { type LogStates, logStates } from "../warehouse/log-states.ts";
import { openForReading, type Warehouse, warehouseBytes } from "../warehouse/open.ts";
import { anchorAt } from "../warehouse/witness.ts";
import type { IngestContext } from "./ingest.ts";
import { patiently } from "./patiently.ts";

/**
 * `current`: it holds all that the logs do. `behind`: the next load catches up. `outdated`: the
 * next load builds it anew, because the logs lost lines that are loaded. `unusable`: damaged or
 * of another version, built anew as well. `busy`: another process has it to itself.
 */
export type WarehouseStanding = "missing" | "current" | "behind" | "outdated" | "unusable" | "busy";

/** What stands in the logs and what is loaded of it. Stored names, as `--json` prints them. */
export interface DataStatus {
  readonly home: string;
  readonly warehouse: { readonly standing: WarehouseStanding; readonly bytes: number | null };
  /** ISO 8601 UTC; null where nothing is loaded. */
  readonly loaded_at: string | null;
  /** Where the log stood when it was read last: lines of all segments and their rolling hash. */
  readonly anchor: { readonly line: number; readonly sha256: string } | null;
  readonly logs: LogStates["logs"];
  /** Loaded, and not under home any more. */
  readonly lost: LogStates["lost"];
}

/** A look is not worth waiting for a long load. */
const WAIT_MS = 1000;

/** Looks at the logs, the warehouse and history/segments.jsonl; loads and writes nothing. */
export async function dataStatus(context: IngestContext): Promise<DataStatus> {
  const { home, io } = context;
  const bytes = warehouseBytes(homePaths(home).warehouse) ?? null;
  const anchor = anchorAt(home, io.now().toISOString());
  const found = homeExists(home) ? await lookAt(context, bytes !== null) : NO_HOME;
  const { logs, lost, loadedAt } = found.states;
  return {
    home,
    warehouse: { standing: found.standing, bytes },
    loaded_at: loadedAt,
    anchor,
    logs,
    lost,
  };
}

interface Look {
  readonly standing: WarehouseStanding;
  readonly states: LogStates;
}

const NO_HOME: Look = {
  standing: "missing",
  states: { logs: [], lost: [], loadedAt: null },
};

async function lookAt({ home, io }: IngestContext, isThere: boolean): Promise<Look> {
  const now = io.now().getTime();
  const path = homePaths(home).warehouse;
  const open = async (): Promise<{ warehouse: Warehouse | undefined }> => ({
    warehouse: await openForReading(path),
  });
  const opened = await patiently(io, open, WAIT_MS);
  const without = async (standing: WarehouseStanding): Promise<Look> => ({
    standing,
    states: await logStates(home, now, undefined),
  });
  if (opened === undefined) return without("busy");
  const { warehouse } = opened;
  if (warehouse === undefined) return without(isThere ? "unusable" : "missing");
  try {
    const states = await logStates(home, now, warehouse.connection);
    return { standing: standingOf(states), states };
  } catch (error) {
    if (!isDamaged(error)) throw error;
    return await without("unusable");
  } finally {
    warehouse.close();
  }
}

function standingOf({ logs, lost }: LogStates): WarehouseStanding {
  if (lost.length > 0 || logs.some(({ standing }) => standing === "replaced")) return "outdated";
  return logs.some(({ behind }) => behind.lines > 0) ? "behind" : "current";
}

/** What a load would read; all of it where it would build the warehouse anew. */
export function linesToLoad(
  { logs, warehouse }: DataStatus,
  anew: boolean,
): { readonly logs: number; readonly lines: number } {
  const all = anew || warehouse.standing === "outdated";
  const counts = logs.map(({ behind, cursor, standing }) =>
    all && standing !== "replaced" ? behind.lines + (cursor?.lines ?? 0) : behind.lines,
  );
  return {
    logs: counts.filter((count) => count > 0).length,
    lines: counts.reduce((sum, count) => sum + count, 0),
  };
}
