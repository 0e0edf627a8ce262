import type { DuckDBConnection } from "@duckdb/node-api";
import type { Warehouse } from "./open.ts";

/** A core for each; more take more memory and hardly less time. */
const LANES = 2;

/** Asks as soon as a connection is free, in the order of asking. */
export type Lanes = <T>(ask: (connection: DuckDBConnection) => Promise<T>) => Promise<T>;

/**
 * Connections of a warehouse to ask several things at once; each further one is opened when needed.
 * Where all are asked one after another each runs on all threads. From the first two at a time on each
 * has one, which takes less time and less memory than to share them.
 */
export function createLanes(warehouse: Warehouse): Lanes {
  const free = [warehouse.connection];
  const waiting: ((connection: DuckDBConnection) => void)[] = [];
  let opened = free.length;
  const next = async (): Promise<DuckDBConnection> => {
    const connection = free.pop();
    if (connection !== undefined) return connection;
    if (opened === LANES) return new Promise((resolve) => waiting.push(resolve));
    opened += 1;
    try {
      const further = await warehouse.connect();
      await further.run("set threads = 1");
      return further;
    } catch (error) {
      opened -= 1;
      throw error;
    }
  };
  return async (ask) => {
    const connection = await next();
    try {
      return await ask(connection);
    } finally {
      const first = waiting.shift();
      if (first === undefined) free.push(connection);
      else first(connection);
    }
  };
}
